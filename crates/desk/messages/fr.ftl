# Les mots du desk. Un message par clé, les mêmes dans les trois langues.

## Frame
skip-to-work = Aller au travail
spaces = Espaces
space-stories = Articles
space-wires = Dépêches
space-settings = Réglages
sign-out = Se déconnecter
clocks = Horloges
keys-here = Raccourcis de cet écran
state-online = Service en ligne
state-last-item = Dernière dépêche : { $time }
state-saved = Enregistré { $time }, révision { $number }
back = Retour
close = Fermer
cancel = Annuler
save = Enregistrer
all = Tout
none = aucun
nothing = rien
view = Affichage
view-columns = Colonnes
view-list = Liste
view-write = Écrire
view-read = Relire
view-changes = Changements
view-full = Texte entier
filter = Filtrer
filters = Filtres
filter-stories = Filtrer les articles
edition = Édition
editions = Éditions
stage = Étape
changed = Modifié
created = Créé
updated = Mis à jour
address = Adresse
story = Article
text = Texte

## Stages
state-draft = En écriture
state-in-desk = En relecture
state-scheduled = Sur le marbre
state-live = En ligne
state-withdrawn = Retiré
state-spiked = Abandonné
state-open = En cours
empty-draft = Rien en écriture
empty-in-desk = Rien en relecture
empty-scheduled = Rien sur le marbre
empty-live = Rien en ligne
empty-list = Aucun article
empty-list-help = Changez de filtre, ou écrivez un nouvel article.
more-stories = Suite
column-label = { $stage }, { $count } articles
corrections-count = { $n ->
    [one] { $n } rectificatif
   *[other] { $n } rectificatifs
}

## Sign in
sign-in-title = Entrer à la rédaction
sign-in-intro = Utilisez la clé d’accès de cet appareil, ou votre mot de passe.
sign-in = Se connecter
sign-in-help = Mot de passe ou appareil perdu ? Un rédacteur en chef peut vous envoyer un lien.
forme-headline = Le port rouvre
forme-1 = Après neuf jours de tempête, trois ferries ont accosté avant l’aube. Le fret devra patienter : deux des cinq portiques restent hors service.
forme-2 = Les premiers voyageurs sont descendus à quai peu après 4 h 30, dans une lumière grise et un vent retombé à 40 kilomètres par heure.
forme-3 = La plupart devraient embarquer avant la nuit. Six rotations sont prévues, au lieu de quatre un mardi ordinaire.
forme-op = Un port n’est pas un symbole
forme-op-2 = C’est un outil, et un outil se répare.

## Fields
field-login = Identifiant
field-password = Mot de passe
field-name = Nom
field-role = Rôle
field-language = Langue
field-source = Source
field-sources = Sources
field-words = Mots
field-headline = Titre
field-kicker = Surtitre
field-standfirst = Chapô
field-byline = Signatures
field-dateline = Lieu et date
field-slugline = Nom de travail
field-urgency = Urgence
field-section = Rubrique
field-embargo = Embargo
field-topics = Thèmes
field-places = Lieux
field-people = Personnes
field-note = Ce que vous changez (pour l’historique)
field-caption = Légende
field-credit = Crédit
field-alt = Texte de remplacement
field-file = Numéro dans la médiathèque, ou adresse
field-caption-language = Langue de la légende, si autre
field-speaker = Qui parle
field-speaker-role = En tant que
field-list-style = Présentation
field-title = Titre de l’élément
field-address = Adresse
field-seconds = Durée, en secondes
field-provider = Service
field-picture-count = Nombre de photos
field-table-caption = Titre du tableau
field-header-rows = Lignes d’en-tête
list-bulleted = À puces
list-numbered = Numérotée
list-items = Un point par ligne
fact-items = Un paragraphe par ligne
table-rows = Une rangée par ligne, cellules séparées par |
sources-lines = Une source par ligne
help-byline = Un par ligne : Nom | à Ostrande
help-lines = Un par ligne
help-sources = Nom | adresse | note
no-headline = Sans titre
card = Fiche
places-topics = Lieux et thèmes
urgency-1 = flash
urgency-2 = urgent
urgency-3 = importante
urgency-4 = soutenue
urgency-5 = normale
urgency-6 = modérée
urgency-7 = faible
urgency-8 = fond
flash = Flash
urgent = Urgent
words-count = { $n ->
    [one] { $n } mot
   *[other] { $n } mots
}
minutes = { $n } min

## Blocks
block-paragraph = Paragraphe
block-subheading = Intertitre
block-quote = Citation
block-list = Liste
block-picture = Photo
block-gallery = Galerie
block-video = Vidéo
block-embed = Contenu extérieur
block-fact-box = Encadré
block-table = Tableau
block-place = bloc { $n }
add-block = Ajouter ici
move-up = Monter
move-down = Descendre
remove = Retirer
lead-picture = Photo d’ouverture
upload-picture = Envoyer une photo
add-picture = Ajouter une photo
remove-picture = Retirer la photo
picture-none = Légende seule : les lecteurs ne verront pas de photo.
picture-remote = Photo chez l’agence, pas dans la médiathèque : les lecteurs ne la verront pas.
markup-help = Mise en forme
markup-strong = gras
markup-emphasis = italique
markup-link = lien
markup-foreign = autre langue
markup-sub = indice
markup-sup = exposant
markup-escape = le signe lui-même

## Board and new story
new-story = Nouvel article
create-story = Créer l’article

## Wires
incoming = Arrivées
preview = Aperçu
file-item = Déposer une dépêche
paste-item = Coller le texte
upload-item = ou envoyer un fichier
source-desk = desk
file-it = Déposer
taken-by = Prise par { $name }
status-usable = Utilisable
status-withheld = Suspendue
status-canceled = Annulée
pictures = photos
problems = À la lecture
more-items = Plus anciennes
empty-items = Aucune dépêche
empty-items-help = Changez de filtre, ou déposez un texte à gauche.
no-item-open = Aucune dépêche ouverte
no-item-open-help = Choisissez-en une dans la liste.
take = Prendre
take-where = Édition et rubrique
open-story = Ouvrir l’article
about-item = À propos
editors-note = Note aux éditeurs
private-note = Note privée, pour ce bureau seul
embargo-is = Embargo : { $until }
fact-provider = Agence
fact-format = Format
fact-version = Version
fact-sections = Rubriques
fact-rights = Droits
fact-address = Adresse
fact-status = État
fact-created = Créée

## Story
checks = Contrôles
check = Contrôle
checks-passed = Contrôles passés
checks-when = Contrôles de la révision { $number }, relancés à chaque enregistrement.
check-unavailable = Le contrôle { $rule } n’a pas répondu. Il ne bloque rien.
margin = Marge : contrôles
severity-b = { $n ->
    [one] bloquant
   *[other] bloquants
}
severity-w = à vérifier
severity-s = { $n ->
    [one] suggestion
   *[other] suggestions
}
here = Ici
go-to-words = Aller aux mots du contrôle
go-to-story = Aller à l’article
acknowledge = Reconnaître
acknowledge-with-reason = Reconnaître, avec un motif
acknowledge-editor = Seul un éditeur peut passer outre.
acknowledged = Reconnu
acknowledged-by = Reconnu par { $name }, { $time }
acknowledged-findings = Contrôles reconnus
reason = Motif
reason-example = Ce que vous avez vérifié, et auprès de qui
signed = Signé { $name }, gardé dans l’historique
reopen = Rouvrir
from-item = Voir la dépêche d’origine
see-page = Voir la page publique
history-count = { $n ->
    [one] Historique, { $n } révision
   *[other] Historique, { $n } révisions
}
embargo-until = Rien avant
set-embargo = Fixer l’embargo
lift-embargo = Lever l’embargo
writing-kept = Vous reprenez la révision { $number }, gardée à côté. Enregistrer la mettra en tête ; les autres restent dans l’historique.
read-only-not-yours = Cet article est le brouillon de quelqu’un d’autre. Vous pouvez le lire.
read-only-desk = Cet article est au desk. Demandez qu’on vous le renvoie pour y écrire.
read-only-withdrawn = Cet article a été retiré. Il ne change plus.
read-only-spiked = Cet article est abandonné. Reprenez-le pour y écrire.
read-only-view = Relecture : passez à « Écrire » pour modifier.

## Pre-flight
preflight = Avant de publier
revision = révision { $number }
revisions = Révisions
blocks-publication = Bloque la publication
to-acknowledge = À reconnaître
of-count = { $n } sur { $total }
treat = Traiter
review = Revoir
nothing-blocks = Rien ne bloque
blocked-count = { $n ->
    [one] { $n } point bloque. Corrigez-le, ou demandez à un rédacteur en chef.
   *[other] { $n } points bloquent. Corrigez-les, ou demandez à un rédacteur en chef.
}
need-editor = Publier revient à un éditeur. Remettez l’article au desk.
readers-will-see = Ce que les lecteurs verront
readers-see-now = Ce que les lecteurs voient
readers-see-this = Les lecteurs voient cette révision
effect-new = Nouvelle page dans { $edition }, rubrique { $section } : la une, la rubrique, l’info en continu, les flux et le plan du site changent.
effect-live = La page est en ligne dans { $edition }, rubrique { $section }. Voici ce qui change pour les lecteurs.
effect-same = La page est en ligne dans { $edition }, rubrique { $section }. Les lecteurs voient déjà cette révision.
effect-gone = La page de { $edition }, rubrique { $section }, répond que l’article a été retiré.
effect-spiked = Rien : l’article est abandonné ({ $edition }, { $section }).
act-publish = Publier { $slug }
act-update = Mettre à jour { $slug }
act-correct = Publier { $slug } avec le rectificatif
act-schedule = Programmer { $slug }
act-unschedule = Retirer { $slug } du marbre
act-submit = Envoyer { $slug } en relecture
act-send-back = Renvoyer { $slug } en écriture
act-spike = Abandonner { $slug }
act-unspike = Reprendre { $slug }
act-kill = Retirer { $slug } pour les lecteurs
do-schedule = Programmer
do-correct = Rectifier, avec un avis public
do-spike = Abandonner l’article
do-send-back = Renvoyer en écriture
do-submit = Envoyer en relecture
do-unschedule = Retirer du marbre
do-kill = Retirer l’article
schedule-at = Le
notice = Avis de rectification
notice-help = ce qui était faux, ce qui est juste
kill-explained = { $slug } disparaîtra aussitôt de la une, de la rubrique, des flux et de la recherche. Sa page dira qu’il a été retiré, et pourquoi. Un article retiré ne revient pas.
kill-reason = Motif du retrait
kill-reason-help = Les lecteurs le liront.

## History and conflicts
history-of = Historique de { $slug }
changes-between = Changements de la révision { $from } à la révision { $to }
compare = Comparer
compare-from = de
compare-to = à
words-added = { $n ->
    [one] +{ $n } mot
   *[other] +{ $n } mots
}
words-removed = { $n ->
    [one] −{ $n } mot
   *[other] −{ $n } mots
}
unchanged-count = { $n ->
    [one] { $n } texte inchangé.
   *[other] { $n } textes inchangés.
}
no-difference = Aucune différence.
blocks-moved = Des blocs ont changé de place.
restore = Restaurer la révision { $number } comme nouvelle
newest = La plus récente
kept-beside = Gardée à côté, après un conflit
record = Dossier
first-published = Première publication
corrections = Rectificatifs
conflict-title = Deux versions de { $slug }
conflict-happened = { $name } a enregistré la révision { $number } à { $time }, pendant que vous écriviez.
conflict-kept = Vos mots sont gardés : révision { $number }.
conflict-theirs = Révision { $number }, en tête
conflict-yours = révision { $number }, la vôtre
conflict-merge = Reprendre ma version
conflict-merge-help = L’article s’ouvre avec vos mots. Reportez-y ce qui manque, puis enregistrez.
conflict-leave = Garder l’autre version
conflict-leave-help = La révision { $number } reste dans l’historique.
what-next = Et maintenant

## Settings
settings-sections = Réglages, parties
settings-me = Mon compte
settings-accounts = Comptes et rôles
settings-audit = Journal des actes
interface = Interface
appearance = Apparence
theme-system = Comme le système
theme-light = Claire
theme-dark = Sombre
letters-off = Couper les raccourcis d’une seule lettre
new-password = Nouveau mot de passe
change-password = Changer le mot de passe
accounts-help = Un reporter écrit et remet au desk ; un éditeur relit et publie ; un rédacteur en chef gère aussi les comptes.
role-reporter = reporter
role-editor = éditeur
role-chief = rédacteur en chef
disable-account = Fermer
disabled = fermé
when = Quand
who = Qui
what = Quoi
on-what = Sur quoi
detail = Détail
more-audit = Plus ancien
empty-audit = Rien encore
settings-check-levels = Poids des contrôles
settings-house-rules = Règles maison
check-levels-help = Une erreur empêche la publication tant qu’elle n’est pas corrigée ou assumée ; un avertissement et une remarque, non. Un contrôle pèse au plus ce que vous choisissez ici.
check-weighs = Pèse au plus
check-finds = Trouve
level-shipped = d’origine : { $level }
level-off = éteint
level-info = remarque
level-warn = avertissement
level-error = erreur
settings-check-measures = Mesure des contrôles
measures-help = Ce que sont devenues les trouvailles que quelqu’un a vues. Une trouvaille prend fin quand son article paraît : corrigée, assumée ou laissée telle quelle. Dès que { $n } avertissements et erreurs d’un contrôle ont pris fin en { $days } jours et que moins de { $percent } % ont été corrigés, il perd de lui-même un niveau ; l’écran des poids le dit, et permet de le lui rendre.
measures-desk = Rédaction
measures-all = Toutes
measures-since = Depuis
measures-days = { $n } jours
measures-show = Afficher
measures-accepted = Corrigées parmi les closes
measures-shown = Montrées
measures-fixed = Corrigées
measures-acknowledged = Assumées
measures-ignored = Laissées
measures-open = Ouvertes
measures-percent = { $n } %
measures-low = surtout écarté
measures-none = Personne n’a vu de trouvaille pendant ce temps.
check-demoted = { $rule } est passé de lui-même de « { $from } » à « { $to } » le { $at } : sur { $decided } trouvailles closes, { $fixed } ont été corrigées. Choisissez un autre poids pour revenir en arrière ; le compte repart alors de zéro.
house-rules-help = Vos propres règles, en TOML. Un brouillon (live = false) ne tourne que pendant un essai. Un essai n’enregistre rien.
house-example = Exemple de règle
house-text = Règles
house-try = Essayer sur les derniers articles en ligne
house-tried = Essai sur { $n ->
    [one] un article en ligne
   *[other] { $n } articles en ligne
 }
house-state = État
house-stories = Articles
house-findings = Trouvailles
house-places = Où
house-live = active
house-draft = brouillon
house-versions = Versions
house-version = Version { $n }
house-unsound = Ces règles ne sont pas enregistrées. Corrigez ces lignes.
house-line = Ligne { $line } :
done-check-levels = Les poids valent dès maintenant
done-house-rules = Les règles maison valent dès maintenant

## Refused
refused-title = Pas fait
go-back = Revenir
refused-csrf = Le formulaire n’est plus valable : il vient d’une autre session, ou d’un autre site. Rouvrez la page et recommencez ; rien n’a été changé.
refused-signed-out = Votre session a pris fin. Connectez-vous de nouveau ; ce qui est enregistré l’est.
refused-too-large = C’est trop gros : au plus { $max } Mo. Coupez l’envoi en morceaux.
refused-unreadable = Le formulaire n’a pas pu être lu. Rouvrez la page et recommencez.
refused-unknown = Il n’y a rien à cette adresse. Elle est peut-être coupée.
refused-fault = Quelque chose a cassé chez nous, rien n’a été changé. L’incident est noté ; réessayez dans un instant.
refused-time = La date ou l’heure n’est pas lisible. Écrivez-la comme 2026-06-09 14:45.
refused-method = Cette adresse ne répond pas à cette demande.

## Done
done-saved = Enregistré
done-unchanged = Rien à enregistrer : le texte n’a pas changé
done-fixed = Corrigé, et enregistré
done-acknowledged = Reconnu, et signé
done-reopened = Contrôle rouvert
done-created = Article créé
done-taken = Dépêche prise
done-filed = Dépêche déposée
done-already = Cette dépêche était déjà là
done-submit = Envoyé en relecture
done-send-back = Renvoyé en écriture
done-publish = En ligne
done-update = Mise à jour en ligne
done-correct = Rectificatif en ligne
done-schedule = Sur le marbre, à l’heure dite
done-unschedule = Retiré du marbre
done-kill = Retiré pour les lecteurs
done-spike = Abandonné
done-unspike = Repris
done-embargo = Embargo fixé
done-embargo-lift = Embargo levé
done-restored = Restauré comme nouvelle révision
done-password = Mot de passe changé
done-disabled = Compte fermé
done-interface = Réglages enregistrés

## Keys
key-all = Tous les raccourcis
key-anywhere = Partout
key-lists = Listes
key-story = Article
key-move = parcourir
key-column = colonne
key-open = ouvrir
key-enter-name = Entrée
key-escape-name = Échap
key-filter = filtrer
key-go = puis A, D, U, R : aller à
key-go-stories = aller aux articles
key-go-wires = aller aux dépêches
key-go-settings = aller aux réglages
key-urgent = urgent suivant
key-restore = restaurer
key-next-check = contrôle suivant, précédent
key-into-card = entrer dans la carte
key-next-pane = volet suivant
key-close = fermer, revenir
key-fix = corriger (dans la carte)
key-acknowledge = reconnaître (dans la carte)
key-jump = aller au point qui bloque
key-preflight = avant de publier, puis publier

## Months
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Ce qui est arrivé sur le fil à ce dont un article est fait
wire-kill = L’agence a annulé une dépêche dont cet article est fait :
wire-correction = L’agence a rectifié une dépêche dont cet article est fait :
wire-embargo = L’agence met maintenant sous embargo une dépêche dont cet article est fait :
wire-update = Une version plus récente d’une dépêche dont cet article est fait est arrivée :
wire-why = Ce que vous décidez, et pourquoi (reste au dossier)
wire-mended = L’article est rectifié
wire-stands = L’article tient
wire-editor-decides = Tant qu’un éditeur n’a pas décidé, l’article ne peut pas sortir.
wire-alerts = Le fil a changé ce dont des articles sont faits
done-decided = Décidé et signé
wire-short-kill = annulée :
wire-short-correction = rectifiée :
wire-short-embargo = sous embargo :
wire-short-update = nouvelle version :

## Le lecteur de dépêches
presets = Recherches
all-items = Tout
keep-search = Garder cette recherche
preset-alerts = Nous appeler quand une dépêche y répond
preset-calls = appelle
field-state = État
handling-all = Toutes
handling-new = Nouvelles
handling-read = Lues
handling-taken = Prises
handling-ignored = Écartées
only-urgent = Urgentes seulement
mark-read = Marquer lue
mark-new = Marquer nouvelle
ignore = Écarter
merge = Ajouter
merge-where = Article où l’ajouter
versions = Versions
newest-version = la dernière
same-story = Même sujet
contradicts-us = Nous contredit
changed-since = Changements depuis la version précédente : +{ $added } −{ $removed } mots
wires-new = { $n } nouvelles, { $urgent } urgentes
done-handled-read = Marquée lue
done-handled-ignored = Écartée
done-handled-new = Marquée nouvelle
done-merged = Dépêche ajoutée à l’article
done-preset = Recherche gardée
done-preset-removed = Recherche supprimée

## Sources
settings-sources = Sources
source-add = Ajouter une source
source-change = Modifier
source-none = Rien n’arrive encore tout seul.
source-kind = Voie
source-kind-poll = Adresse web, interrogée
source-kind-imap = Boîte aux lettres
source-kind-ftp = FTP
source-kind-sftp = SFTP
source-kind-s3 = Dépôt d’objets (S3)
source-kind-folder = Dossier
source-kind-push = Poussée vers nous
source-address = Adresse ou dossier
source-user = Utilisateur
source-secret = Mot de passe ou clé (gardé ; vide : inchangé)
source-every = Minutes entre deux visites
source-at-once = Envois par visite, au plus
source-silence = Alerte après tant de minutes de silence (0 : jamais)
source-desk-of = Desk
source-copyright = Copyright, quand la dépêche n’en dit pas
source-terms = Conditions d’usage, quand la dépêche n’en dit pas
source-own-use = À ne pas transmettre : aucun partenaire ne reçoit d’article fait de ses dépêches
source-rules = Règles, une par ligne ; la première qui convient décide
source-rules-help = Ce qui n’est pas dit convient à tout :
source-mapping = Comment son JSON se lit (TOML)
source-on = En service
source-new-token = Lui donner un nouveau jeton pour pousser
source-token = Son jeton, montré cette seule fois :
source-try = Essayer les règles sur ce qui est arrivé
source-tried = Ce que ces règles auraient fait
source-rule = règle { $n }
source-bad-rule = Cette ligne des règles ne dit rien de connu : { $line }
source-remove = Supprimer cette source
source-last = Dernière dépêche
source-next = Prochaine visite
source-off = hors service
source-failing = non jointe :
source-silent = muette
source-is-silent = ne dit plus rien. Dernier envoi : { $since }.
source-well = en ordre
settings-partners = Partenaires
partner-add = Ajouter un partenaire
partner-none = Personne ne reçoit encore ce qui paraît.
partner-address = Envoyé à
partner-asks = demande lui-même
partner-form = Forme
partner-behind = En attente
partner-trouble = pas reçu :
partner-part-help = Ce qui reste vide convient à tout ; des virgules séparent plusieurs valeurs.
partner-editions = Éditions
partner-languages = Langues
partner-sections = Rubriques
partner-topics = Sujets
partner-urgency = Urgence au moins (1 à 8 ; 0 : tout)
partner-cleared = Sources à ne pas transmettre, mais qu’il a aussi
partner-push-to = Envoyer chaque entrée à cette adresse
partner-secret = Jeton joint (gardé ; vide, il ne change pas)
partner-new-token = Lui donner un nouveau jeton
partner-token = Son jeton, montré cette seule fois :
partner-asks-help = Avec son jeton, un partenaire peut aussi demander, à l’adresse du bureau :
partner-receipts = Ce que son serveur a reçu
partner-taken = reçu
partner-again = à refaire
partner-aside = mis de côté
partner-resend-after = Tout ce qui suit cette entrée du journal
partner-resend = Renvoyer
partner-remove = Supprimer ce partenaire
letters = Non lus en entier
letters-help = Envois dont une part n’a pas pu être lue. Leurs octets sont gardés : relisez-les après correction.
letter-replay = Relire
letter-settle = Ranger
done-source = Source enregistrée
done-source-removed = Source supprimée ; ce qu’elle a envoyé reste
done-partner = Partenaire enregistré
done-partner-resent = Tout ce qui suit cette entrée est renvoyé
done-partner-removed = Partenaire supprimé
done-letter-replayed = Relu
done-letter-settled = Rangé

## The editor
state-kept = Gardé à { $time }, pas encore enregistré comme révision
picture-empty = Pas d’image. Déposez un fichier ici ou choisissez-en un.
state-unchanged = Aucun changement depuis la révision { $number }
checks-live = Contrôles relancés à chaque pause de frappe.
words-unsaved = Le texte contient des mots, changés à { $time }, qui ne sont pas encore dans la révision { $number }. Enregistrer en fait une révision, tous ensemble.
saved-by = { $name } a enregistré la révision { $number }
mark-strong = Gras
mark-emphasis = Italique
mark-link = Lien
mark-foreign = Langue étrangère
mark-sub = Indice
mark-sup = Exposant
link-address = Adresse du lien
language-tag = Code de langue (en, ar, fa…)
apply = Appliquer
tools = Mise en forme
block-menu = Insérer un bloc
block-menu-none = Aucun bloc de ce nom
find = Chercher
replace-with = Remplacer par
find-next = Suivant
find-previous = Précédent
replace-one = Remplacer
replace-all = Tout remplacer
found-count = { $n } sur { $total }
found-none = Aucun résultat
table-row-add = Ajouter une ligne
table-row-remove = Ôter la ligne
table-column-add = Ajouter une colonne
table-column-remove = Ôter la colonne
table-header = Ligne d’en-tête
picture-add = Ajouter une image
undo = Annuler
redo = Rétablir
writing-now = Non gardé
writing-kept-here = Hors ligne : gardé dans ce navigateur
writing-offline = Le serveur ne répond pas. Continuez d’écrire : tout est gardé dans ce navigateur et partira dès qu’il répondra.
writing-refused = Le serveur refuse ces mots, qui restent gardés dans ce navigateur.
writing-closed = { $name } Ces mots sont gardés dans ce navigateur ; enregistrer les garde à côté de l’article.
writing-left-over = Ce navigateur garde encore des mots que le texte d’ici ne peut pas recevoir. Enregistrez pour les garder à côté de l’article.
someone-joined = { $name } écrit aussi
someone-left = { $name } est parti
their-caret = { $name } est ici
writing-signed-out = Votre session est terminée. Connectez-vous dans un autre onglet : les mots sont gardés dans ce navigateur.
upload-failed = L’image n’a pas pu être ajoutée.
key-writing = En écrivant
find-replace = Chercher et remplacer
key-move-block = Monter, descendre le bloc
key-line = Aller à la ligne sans nouveau paragraphe
key-cell = Cellule suivante
key-undo = Annuler, rétablir
others-writing = { $n ->
    [one] { $names } écrit aussi
   *[other] { $names } écrivent aussi
}

# Palette
palette = Aller à, chercher, commander
palette-results = Résultats
palette-none = Rien de ce nom. Effacez des lettres ou essayez un autre mot.
palette-only = commandes et écrans seuls
palette-command = Commande
palette-screen = Écran
palette-story = Article
palette-item = Dépêche
palette-field = Champ
palette-entry = Ici
key-palette = aller à, chercher, commander

## The front
space-front = À la une
front-draft = Brouillon
front-preview = Aperçu
front-preview-of = Aperçu, { $edition }, { $width } pixels
front-history = Historique de la une
front-publish = Publier la une
front-publish-now = Publier la une, { $edition }
front-plan = Chemin de fer
front-reserve = Réserve
front-search = Chercher un article
front-tab-recent = Récents
front-tab-stone = Sur le marbre
front-tab-unplaced = Non placés
front-held = Saisi :
front-holding = Saisi : « { $headline } ». Choisir une case avec les flèches, Entrée pour poser, Échap pour remettre.
front-put-back = Remis à sa place
front-put-back-now = Remettre
front-put-here = Poser ici
front-lost = La rédaction ne répond pas. Rien n’a été changé : vérifiez la connexion, puis recommencez.
front-no-proof = La page des lecteurs ne peut pas être composée pour l’instant : seules les cases choisies sont montrées. Le journal du service dit pourquoi.
front-placed-here = choisi
front-automatic = automatique
front-empty = Rien ne convient : la case ne paraît pas.
front-dressed-here = titre ou image de une
front-dress = titre et image
front-remove = retirer
front-pin = épingler
front-clear = Tout laisser à l’automatique
front-discard = Revenir à ce que voient les lecteurs
front-headline = Titre de une
front-headline-help = vide : celui de l’article
front-picture = Image
front-picture-own = celle de l’article
front-changes = Ce qui change
front-against = brouillon contre { $time }
front-against-nothing = contre une une tout automatique
front-no-change = Rien : le brouillon dit ce que voient les lecteurs.
front-change-entered = Entre
front-change-left = Sort
front-change-moved = Bouge
front-change-headline = Titre
front-change-picture = Image
front-from-to = de { $from } à { $to }
front-more-changes = et { $n } autres
front-checks = Contrôles de une
front-all-live = Tout ce qui est choisi est en ligne et a sa place.
front-fault-not-live = pas encore en ligne
front-fault-withdrawn = retiré
front-fault-no-room = hors de la page
front-point-not-live = Pas encore en ligne : la une ne peut pas paraître avec
front-point-withdrawn = Retiré ou abandonné : à remplacer
front-point-no-room = La page n’a pas cette case pour l’instant : les lecteurs ne le verront pas
front-schedule = Programmé
front-schedule-help = Cette version paraîtra telle quelle, quoi que devienne le brouillon. Ce qui n’est pas en ligne à l’heure dite est laissé de côté.
front-schedule-now = Programmer la version { $number }
front-unschedule = ne plus programmer
front-version = Version { $number }
front-went-out = Parue, entrée { $number }
front-phone = Aperçu, téléphone
front-all-widths = toutes les largeurs
front-width = Largeur
front-pages = Pages qui changent
front-blocked = { $n ->
    [one] { $n } article empêche la parution. Publiez-le ou remplacez-le d’abord.
   *[other] { $n } articles empêchent la parution. Publiez-les ou remplacez-les d’abord.
}
front-clash = { $name } a changé « { $place } » entre-temps : s’y trouve maintenant « { $now } ». Votre changement n’a rien écrasé.
front-again = Le faire quand même
front-news = Le brouillon a changé : { $name }
front-news-live = Ce que voient les lecteurs a changé, ou ce qui est programmé. Dernière main au brouillon : { $name }
front-state = Version { $number }, { $name }, { $time }
front-state-live = Aucun brouillon : ce que voient les lecteurs
front-count = { $n ->
    [one] { $n } moment
   *[other] { $n } moments
}
front-no-history = Rien encore : la une s’est toujours composée seule
front-seen-at = Ce que voyaient les lecteurs le
front-see = Voir
front-seen-then = La une telle que les lecteurs l’ont vue
front-seen-help = dans la maquette d’aujourd’hui, sans les plus lus
front-that-version = La une dans cette version
front-newest-draft = Le brouillon tel qu’il est
front-restore = Reprendre comme brouillon
spot-lead = Ouverture
spot-beside = Sous l’ouverture, { $number }
spot-second = Rang 2, case { $number }
spot-pictures = En images, { $number }
spot-section = { $name }, { $number }
key-slot = case
key-pick-put = saisir, poser
key-delete-name = Suppr
key-go-front = aller à la une
done-front-placed = Posé
done-front-emptied = Retiré du brouillon
done-front-dressed = Titre et image de une enregistrés
done-front-cleared = Toutes les cases sont automatiques
done-front-undone = Annulé
done-front-restored = Repris comme brouillon
done-front-published = La une est en ligne
done-front-scheduled = La une est programmée
done-front-unscheduled = La une n’est plus programmée

# People: accounts and how they are signed in to
sign-in-passkey = Se connecter avec une clé d’accès
sign-in-or = ou
sign-in-again = Recommencer la connexion
passkey-failed = L’appareil n’a pas répondu. Réessayez, ou utilisez votre mot de passe.
password-chosen = Votre mot de passe est enregistré. Connectez-vous.
field-code = Code
second-step = Seconde étape
second-step-ask = Saisissez le code à six chiffres de votre application, ou un de vos codes de secours.
second-step-lost = Téléphone et codes de secours perdus ? Un rédacteur en chef peut retirer la seconde étape.
choose-password = Choisir le mot de passe
invitation-new = Bonjour { $name }. Choisissez le mot de passe avec lequel vous entrerez à la rédaction.
invitation-renews = Bonjour { $name }. Choisissez un nouveau mot de passe ; vos sessions ouvertes seront fermées.
password-help = Au moins 10 caractères. Une phrase de quelques mots est sûre et facile à retenir.
present-password = Mot de passe actuel
password-change-help = Toutes vos autres sessions se ferment.
change-name = Renommer
passkeys = Clés d’accès
passkeys-help = Une clé d’accès reste dans votre appareil, qui la protège par un code, un doigt ou un visage. Elle remplace mot de passe et code, et aucun faux site ne peut la voler.
passkey-add = Ajouter une clé d’accès
passkey-make = Créer la clé d’accès
passkey-name-help = Donnez-lui le nom de l’appareil, pour la reconnaître plus tard. L’appareil demandera ensuite de confirmer que c’est vous.
passkey-name-of = Nom de la clé d’accès { $name }
passkey-where = Pour ajouter une clé d’accès, il faut JavaScript, un navigateur qui les connaît, et ouvrir la rédaction à l’adresse
never = jamais
second-step-since = depuis le { $day }
second-step-off = pas installée
second-step-help = Avec votre mot de passe, la rédaction demande alors un code qu’une application fabrique sur votre téléphone. Une clé d’accès n’en a pas besoin.
second-step-add = Installer une seconde étape
second-step-remove = Retirer la seconde étape
second-step-reset = Retirer clés d’accès et seconde étape
second-step-scan = Photographiez ce carré avec une application de codes.
second-step-picture = Code QR à photographier
second-step-type = Ou saisissez ce secret :
second-step-here = Ouvrir l’application sur cet appareil
second-step-first = Saisissez le code qu’elle montre. La seconde étape compte à partir de là.
second-step-switch-on = Confirmer le code
recovery-codes = Codes de secours
recovery-left = { $n ->
    [0] Plus aucun code de secours
    [one] Un code de secours reste
   *[other] { $n } codes de secours restent
 }
recovery-renew = Faire de nouveaux codes de secours
recovery-once = La seconde étape est en place. Ces codes ne seront plus jamais montrés.
recovery-help = Chacun remplace une fois le code de l’application. Imprimez-les ou gardez-les dans un gestionnaire de mots de passe, ailleurs que dans votre téléphone.
recovery-kept = Les codes sont en lieu sûr
sessions = Sessions ouvertes
sessions-help = Les navigateurs où vous êtes connecté. Fermez ce que vous ne reconnaissez pas, et changez votre mot de passe.
sessions-none = Aucune session ouverte
sessions-end-others = Fermer toutes les autres sessions
session-browser = Navigateur
session-address = Adresse
session-used = Dernier usage
session-since = Depuis
session-end = Fermer
session-this = Cette session
browser-on = { $browser } sur { $system }
browser-unknown = Navigateur inconnu
comes-in = Connexion
last-seen = Vu
by-passkeys = { $n ->
    [one] Clé d’accès
   *[other] { $n } clés d’accès
 }
by-code = code
by-password-and-code = Mot de passe et code
by-password = Mot de passe seul
invitations = Liens en attente
invitation-for = Pour
invitation-until = Valable jusqu’à
new-account = Nouveau compte
withdraw = Retirer
invite = Inviter
invite-help = La personne reçoit de vous un lien valable 72 heures et y choisit son mot de passe. Personne d’autre ne le connaît.
link = Lien
link-once = Envoyez ce lien à { $name }. Il vaut 72 heures, sert une fois et ne sera plus montré.
link-to-password = Faire un lien pour un nouveau mot de passe
enable-account = Rouvrir
done-name = Nom changé
done-session-ended = Session fermée
done-sessions-ended = Les autres sessions sont fermées
done-second-step-removed = Seconde étape retirée
done-second-step-reset = Clés d’accès et seconde étape retirées ; les sessions sont fermées
done-passkey-added = Clé d’accès ajoutée
done-passkey-renamed = Clé d’accès renommée
done-passkey-removed = Clé d’accès retirée
done-account-saved = Compte enregistré
done-enabled = Compte rouvert
done-withdrawn = Lien retiré

# Jetons de l’API
tokens = Jetons d’API
token = Jeton
tokens-help = Avec un jeton, un programme travaille en votre nom, par l’API, et ne peut jamais plus que vous. Un nouveau mot de passe ne met pas fin aux jetons ; révoquez ceux qui ne servent plus.
token-name-help = Ce qui s’en sert, pour le reconnaître : la reprise des archives, les contrôles du système de publication.
token-scopes = Portées
token-owner = Titulaire
token-until = Échéance
token-until-help = Il vaut jusqu’à la fin de ce jour. Sans date, il vaut jusqu’à sa révocation.
token-endless = sans échéance
token-make = Créer un jeton
token-revoke = Révoquer
token-once = Le jeton « { $name } ». Il n’est montré que cette fois : copiez-le maintenant. Qui l’a peut faire ce pour quoi il est fait.
scope-read = voir les articles, les dépêches, les images, la une et les remarques
scope-checks = faire contrôler des documents d’autres systèmes
scope-write = écrire des articles, ajouter des images, assumer des remarques
scope-wires = déposer, prendre et trier des dépêches
scope-fronts = composer la une
scope-publish = publier, corriger, programmer et retirer
scope-manage = gérer les comptes, les sources, les partenaires et les contrôles ; lire le registre
done-token-revoked = Jeton révoqué

# Problèmes de l’API
problem-unreadable = La requête est illisible
problem-unknown-caller = Il faut un jeton
problem-not-allowed = Non permis
problem-not-there = N’existe pas
problem-method = Il faut une autre méthode
problem-conflict = Cela ne va pas avec ce qui est là
problem-too-large = Trop grand
problem-media = Pas sous cette forme
problem-unfit = Pas ainsi
problem-too-many = Trop souvent
problem-fault = Une panne de notre côté
refused-body = Le corps de la requête ne convient pas : { $why }. La description, à /api/openapi.json, dit ce qui est accepté.
refused-query = L’adresse de la requête ne convient pas : { $why }. La description, à /api/openapi.json, dit ce qui peut être demandé.
refused-not-json = Ici on accepte du JSON. Envoyez-le avec « Content-Type: application/json ».
