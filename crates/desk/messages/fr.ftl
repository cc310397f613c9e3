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
sign-in-help = Mot de passe ou appareil perdu ? Un rédacteur en chef peut vous envoyer un lien.
forme-headline = Le port rouvre
forme-1 = Après neuf jours de tempête, trois ferries ont accosté avant l’aube. Le fret devra patienter : deux des cinq portiques restent hors service.
forme-2 = Les premiers voyageurs sont descendus à quai peu après 4 h 30, dans une lumière grise et un vent retombé à 40 kilomètres par heure.
forme-3 = La plupart devraient embarquer avant la nuit. Six rotations sont prévues, au lieu de quatre un mardi ordinaire.
forme-op = Un port n’est pas un symbole
forme-op-2 = C’est un outil, et un outil se répare.

## Fields
field-login = Identifiant
field-email = Courriel
email-help = L’adresse sous laquelle l’annuaire de la maison connaît cette personne. Vide : elle n’entre que par mot de passe ou clé d’accès.
field-password = Mot de passe
field-name = Nom
field-role = Rôle
field-language = Langue
field-source = Source
field-sources = Sources
field-words = Mots
field-headline = Titre
headlines-by-use = Titres selon l’emploi
use-short = Court
use-alert = Alerte
use-search = Moteurs de recherche
field-headline-short = Titre court
field-headline-alert = Titre d’alerte
field-headline-search = Titre pour les moteurs de recherche
letters-of = Signes : { $n } sur { $most }
letters-too-many = Trop long. Signes : { $n } sur { $most }
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
translate = Traduire
translate-where = Édition et rubrique de la traduction
source-text = Texte de départ
open-story = Ouvrir l’article
about-item = À propos
editors-note = Note aux éditeurs
private-note = Note privée, pour ce bureau seul
embargo-is = Embargo : { $until }
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
more-findings = { $n ->
    [one] Encore une remarque
   *[other] Encore { $n } remarques
}
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
history = Historique
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
preflight-passed = Passés
preflight-passed-all = Tout voir
where-and-when = Où et quand
where = Où
goes-out-now = Tout de suite, dès la publication
pages-change = Pages qui changent
pages-change-also = Changent aussi :
in-the-stream = Info en continu
rank-news = comme information
rank-urgent = urgent
rank-flash = alerte
rank-flash-help = L’alerte passe en bandeau au-dessus de la une.
partners-none = aucun ne le reçoit
feeds-change = { $n ->
    [one] Et { $n } flux ou plan du site
   *[other] Et { $n } flux et plans du site
}
goes-out-at = Sortie programmée : { $time }
blocked-count = { $n ->
    [one] { $n } point bloque. Corrigez-le, ou demandez à un rédacteur en chef.
   *[other] { $n } points bloquent. Corrigez-les, ou demandez à un rédacteur en chef.
}
need-editor = Publier revient à un éditeur. Remettez l’article au desk.
readers-will-see = Ce que les lecteurs verront
readers-see-now = Ce que les lecteurs voient
readers-see-this = Les lecteurs voient cette révision
effect-new = Nouvelle page dans { $edition }, rubrique { $section }.
effect-live = La page est en ligne dans { $edition }, rubrique { $section }. Voici ce qui change pour les lecteurs.
effect-same = La page est en ligne dans { $edition }, rubrique { $section }. Les lecteurs voient déjà cette révision.
effect-gone = La page de { $edition }, rubrique { $section }, répond que l’article a été retiré.
effect-spiked = Rien : l’article est abandonné ({ $edition }, { $section }).
act-publish = Publier { $slug }
act-update = Mettre à jour { $slug }
act-correct = Publier { $slug } avec le rectificatif
act-publish-over-checks = Publier { $slug } malgré les remarques
act-schedule = Programmer { $slug }
act-unschedule = Retirer { $slug } du marbre
act-submit = Envoyer { $slug } en relecture
act-send-back = Renvoyer { $slug } en écriture
act-spike = Abandonner { $slug }
act-unspike = Reprendre { $slug }
act-kill = Retirer { $slug } pour les lecteurs
do-schedule = Programmer
do-correct = Rectifier, avec un avis public
do-publish-over-checks = Publier quand même, en urgence
over-checks-reason = Pourquoi cela ne peut pas attendre
over-checks-help = Les remarques bloquantes restent sur l’article. Votre nom, le motif et ce qui a été passé outre vont au journal d’audit. Embargos, annulations et crédits manquants ne se passent jamais outre.
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
check-levels-help = Une erreur empêche la publication tant qu’elle n’est pas corrigée ou assumée ; un avertissement et une remarque, non. Un contrôle pèse au plus ce que vous choisissez ici.
answers-for-errors = Qui peut assumer ce qui bloque, ou publier malgré cela
answers-editor = éditeurs et chefs
answers-chief = chefs seulement
check-weighs = Pèse au plus
check-finds = Trouve
level-shipped = d’origine : { $level }
level-off = éteint
level-info = remarque
level-warn = avertissement
level-error = erreur
settings-check-measures = Mesure des contrôles
measures-help = Ce que sont devenues les trouvailles que quelqu’un a vues. Une trouvaille prend fin quand son article paraît : corrigée, assumée ou laissée telle quelle. Dès que { $n } avertissements et erreurs d’un contrôle ont pris fin en { $days } jours et que moins de { $percent } % ont été corrigés, il perd de lui-même un niveau ; l’écran des poids le dit, et permet de le lui rendre.
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
check-demoted = { $rule } est passé de lui-même de « { $from } » à « { $to } » le { $at } : sur { $decided } trouvailles closes, { $fixed } ont été corrigées. Choisissez un autre poids pour revenir en arrière ; le compte repart alors de zéro.
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
house-line = Ligne { $line } :
done-check-levels = Les poids valent dès maintenant
done-check-policy = Règle gardée
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
out-signed-out = Votre session est terminée.
out-refused = Vous n’avez plus accès à cet écran.
out-stale = Ce qui est affiché n’est peut-être plus à jour ; ce que vous avez écrit reste ici.
out-sign-in = Se reconnecter dans un nouvel onglet
out-start = Aller à l’accueil dans un nouvel onglet
out-back = Accès rétabli : l’écran reprend.

## Done
done-focal-point = Point focal fixé
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
done-publish-over-checks = En ligne, malgré des remarques bloquantes
done-schedule = Sur le marbre, à l’heure dite
done-unschedule = Retiré du marbre
done-kill = Retiré pour les lecteurs
done-spike = Abandonné
done-unspike = Repris
done-embargo = Embargo fixé
done-embargo-moved = Embargo fixé ; la sortie programmée attend jusque-là
done-embargo-lift = Embargo levé
done-restored = Restauré comme nouvelle révision
done-password = Mot de passe changé
done-disabled = Compte fermé
done-interface = Réglages enregistrés

## Keys
key-all = Tous les raccourcis
keys-title = Raccourcis
keys-of-here = de cet écran, et partout
key-anywhere = Partout
key-lists = Listes
key-story = Article
key-move = parcourir
key-column = colonne
key-open = ouvrir
key-enter-name = Entrée
key-escape-name = Échap
key-filter = filtrer
key-go = puis A, D, P, U, R : aller à
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
wire-kill = L’agence a annulé une dépêche dont cet article est fait :
wire-doubtful-kill = L’agence a annulé une dépêche sans dire laquelle ; peut-être une dont cet article est fait :
wire-correction = L’agence a rectifié une dépêche dont cet article est fait :
wire-embargo = L’agence met maintenant sous embargo une dépêche dont cet article est fait :
wire-update = Une version plus récente d’une dépêche dont cet article est fait est arrivée :
wire-why = Ce que vous décidez, et pourquoi (reste au dossier)
wire-mended = L’article est rectifié
wire-stands = L’article tient
wire-editor-decides = Tant qu’un éditeur n’a pas décidé, l’article ne peut pas sortir.
wire-alerts = Le fil a changé ce dont des articles sont faits
done-decided = Décidé et signé
wire-short-kill = annulée :
wire-short-doubtful-kill = annulée, peut-être :
wire-short-correction = rectifiée :
wire-short-embargo = sous embargo :
wire-short-update = nouvelle version :

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
changed-since = Changements depuis la version précédente : +{ $added } −{ $removed } mots
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
source-secret = Mot de passe ou clé (gardé ; vide : inchangé)
source-every = Minutes entre deux visites
source-at-once = Envois par visite, au plus
source-silence = Alerte après tant de minutes de silence (0 : jamais)
source-desk-of = Desk
source-time-zone = Fuseau horaire
source-time-zone-help = Pour les heures qui n’en nomment aucun, embargos compris ; vide : UTC. Par exemple
source-copyright = Copyright, quand la dépêche n’en dit pas
source-terms = Conditions d’usage, quand la dépêche n’en dit pas
source-own-use = À ne pas transmettre : aucun partenaire ne reçoit d’article fait de ses dépêches
source-rules = Règles, une par ligne ; la première qui convient décide
source-rules-help = Ce qui n’est pas dit convient à tout :
source-mapping = Comment son JSON se lit (TOML)
source-on = En service
source-new-token = Lui donner un nouveau jeton pour pousser
source-token = Son jeton, montré cette seule fois :
source-try = Essayer les règles sur ce qui est arrivé
source-tried = Ce que ces règles auraient fait
source-rule = règle { $n }
source-bad-rule = Cette ligne des règles ne dit rien de connu : { $line }
source-remove = Supprimer cette source
source-last = Dernière dépêche
source-next = Prochaine visite
source-off = hors service
source-failing = non jointe :
source-silent = muette
source-is-silent = ne dit plus rien. Dernier envoi : { $since }.
source-well = en ordre
settings-partners = Partenaires
partner-add = Ajouter un partenaire
partner-none = Personne ne reçoit encore ce qui paraît.
partner-address = Envoyé à
partner-asks = demande lui-même
partner-form = Forme
partner-behind = En attente
partner-trouble = pas reçu :
partner-part-help = Ce qui reste vide convient à tout ; des virgules séparent plusieurs valeurs.
partner-editions = Éditions
partner-languages = Langues
partner-sections = Rubriques
partner-topics = Sujets
partner-urgency = Urgence au moins (1 à 8 ; 0 : tout)
partner-cleared = Sources à ne pas transmettre, mais qu’il a aussi
partner-embargoed = Reçoit avant l’heure les articles programmés sous embargo (jamais en RSS)
partner-push-to = Envoyer chaque entrée à cette adresse
partner-secret = Jeton joint (gardé ; vide, il ne change pas)
partner-new-token = Lui donner un nouveau jeton
partner-token = Son jeton, montré cette seule fois :
partner-asks-help = Avec son jeton, un partenaire peut aussi demander, à l’adresse du bureau :
partner-receipts = Ce que son serveur a reçu
partner-taken = reçu
partner-again = à refaire
partner-aside = mis de côté
partner-resend-after = Tout ce qui suit cette entrée du journal
partner-resend = Renvoyer
partner-remove = Supprimer ce partenaire
letters = Non lus en entier
letters-help = Envois dont une part n’a pas pu être lue. Leurs octets sont gardés : relisez-les après correction.
letter-replay = Relire
letter-settle = Ranger
done-source = Source enregistrée
done-source-removed = Source supprimée ; ce qu’elle a envoyé reste
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
sign-strong = G
sign-emphasis = I
mark-strong = Gras
mark-emphasis = Italique
mark-link = Lien
mark-foreign = Langue étrangère
mark-sub = Indice
mark-sup = Exposant
link-address = Adresse du lien
link-stories = Articles parus
link-wrong = Ce n’est ni une adresse ni un article : choisissez dans la liste, ou écrivez https://…
language-wrong = Ce n’est pas un code de langue : fr, en, ar…
language-tag = Code de langue (en, ar, fa…)
apply = Appliquer
tools = Mise en forme
block-menu = Insérer un bloc
block-menu-none = Aucun bloc de ce nom
find = Chercher
replace-with = Remplacer par
find-exact = Casse et accents
find-next = Suivant
find-previous = Précédent
replace-one = Remplacer
replace-all = Tout remplacer
found-count = { $n } sur { $total }
found-none = Aucun résultat
replaced-count = { $n } remplacés, d’un seul pas : Ctrl+Z dans le texte les reprend
replaced-left = { $n } laissés dans les titres, qui n’ont pas de suggestions : remplacez-les un par un
table-row-add = Ajouter une ligne
table-row-remove = Ôter la ligne
table-column-add = Ajouter une colonne
table-column-remove = Ôter la colonne
table-header = Ligne d’en-tête
picture-add = Ajouter une image
undo = Annuler
redo = Rétablir
writing-now = Non gardé
writing-kept-here = Hors ligne : gardé dans ce navigateur
writing-offline = Le serveur ne répond pas. Continuez d’écrire : tout est gardé dans ce navigateur et partira dès qu’il répondra.
writing-offline-since = Hors ligne depuis { $time }.
writing-offline-help = Continuez d’écrire : tout est gardé dans ce navigateur et partira dès que le serveur répondra.
crossed = Entre-temps, une autre personne avait mis « { $value } ».
crossed-take = Reprendre
writing-refused = Le serveur refuse ces mots, qui restent gardés dans ce navigateur.
writing-closed = { $name } Ces mots sont gardés dans ce navigateur ; enregistrer les garde à côté de l’article.
writing-unkept = Le serveur ne répond pas, et ce navigateur n’a plus de place : vos derniers mots ne sont gardés nulle part. Ne fermez pas cette fenêtre.
words-changed = Ces mots ont changé depuis la vérification : rien n’a été corrigé.
writing-left-over = Ce navigateur garde encore des mots que le texte d’ici ne peut pas recevoir. Enregistrez pour les garder à côté de l’article.
someone-joined = { $name } écrit aussi
someone-left = { $name } est parti
suggest = Suggérer
suggesting-on = Mode suggestion : ce que vous écrivez ou retirez est proposé, rien ne change avant d’être accepté
suggestions = Suggestions
suggestion-of = Suggestion de { $name }
suggestion-unknown = Quelqu’un
suggestion-accept = Accepter
suggestion-refuse = Refuser
suggestions-accept = Tout accepter
suggestions-refuse = Tout refuser
suggestion-not = Ceci ne peut pas être suggéré. Quittez le mode suggestion pour le faire.
key-suggest = suggérer
key-next-suggestion = suggestion suivante
their-caret = { $name } est ici
upload-failed = « { $name } » n’a pas pu être ajouté : ce n’est pas une image, ou elle est trop grande.
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
palette-people = personnes
palette-topics = thèmes
palette-times = heure, par exemple « :10:24 » pour revoir la une à 10 h 24
palette-time-none = Écrivez une heure, par exemple « :10:24 ».
palette-person = Personne
palette-topic = Thème
topic-told = { $edition }, { $n ->
    [one] { $n } article
   *[other] { $n } articles
}
focal-point = Point focal
focal-point-help = Ce point reste visible dans tous les cadrages, partout où l’image est montrée. Les lecteurs de cet article le voient tout de suite ; les autres articles suivent à leur prochaine mise à jour.
focal-point-x = Depuis la gauche
focal-point-y = Depuis le haut
focal-point-set = Fixer le point focal
focal-point-told = Point focal, { $x } pour cent depuis la gauche, { $y } pour cent depuis le haut. Les flèches le déplacent.
crops = Cadrages
crop-list = Listes et une, 3:2
crop-lead = Ouverture de l’article, 16:9
key-focal = déplacer de 1 %
key-focal-far = de 10 %
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
front-held = Saisi :
front-holding = Saisi : « { $headline } ». Choisir une case avec les flèches, Entrée pour poser, Échap pour remettre.
front-put-back = Remis à sa place
front-put-back-now = Remettre
front-put-here = Poser ici
front-lost = La rédaction ne répond pas. Rien n’a été changé : vérifiez la connexion, puis recommencez.
front-no-proof = La page des lecteurs ne peut pas être composée pour l’instant : seules les cases choisies sont montrées. Le journal du service dit pourquoi.
front-placed-here = choisi
front-automatic = automatique
front-empty = Rien ne convient : la case ne paraît pas.
front-dressed-here = titre ou image de une
front-dress = titre et image
front-remove = retirer
front-pin = épingler
front-clear = Tout laisser à l’automatique
front-discard = Revenir à ce que voient les lecteurs
front-headline = Titre de une
front-headline-help = vide : celui de l’article
front-picture = Image
front-picture-own = celle de l’article
front-changes = Ce qui change
front-against = brouillon contre { $time }
front-against-nothing = contre une une tout automatique
front-no-change = Rien : le brouillon dit ce que voient les lecteurs.
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
front-point-not-live = Pas encore en ligne : la une ne peut pas paraître avec
front-point-withdrawn = Retiré ou abandonné : à remplacer
front-point-no-room = La page n’a pas cette case pour l’instant : les lecteurs ne le verront pas
front-schedule = Programmé
front-schedule-help = Cette version paraîtra telle quelle, quoi que devienne le brouillon. Ce qui n’est pas en ligne à l’heure dite est laissé de côté.
front-schedule-now = Programmer la version { $number }
front-unschedule = ne plus programmer
front-version = Version { $number }
front-went-out = Parue, entrée { $number }
front-phone = Aperçu, téléphone
front-all-widths = toutes les largeurs
front-width = Largeur
front-blocked = { $n ->
    [one] { $n } article empêche la parution. Publiez-le ou remplacez-le d’abord.
   *[other] { $n } articles empêchent la parution. Publiez-les ou remplacez-les d’abord.
}
front-clash = { $name } a changé « { $place } » entre-temps : s’y trouve maintenant « { $now } ». Votre changement n’a rien écrasé.
front-again = Le faire quand même
front-news = Le brouillon a changé : { $name }
front-news-live = Ce que voient les lecteurs a changé, ou ce qui est programmé. Dernière main au brouillon : { $name }
front-state = Version { $number }, { $name }, { $time }
front-state-live = Aucun brouillon : ce que voient les lecteurs
front-count = { $n ->
    [one] { $n } moment
   *[other] { $n } moments
}
front-no-history = Rien encore : la une s’est toujours composée seule
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
sign-in-sso = Entrer avec { $name }
sign-in-or = ou
sign-in-again = Recommencer la connexion
passkey-failed = L’appareil n’a pas répondu. Réessayez, ou utilisez votre mot de passe.
password-chosen = Votre mot de passe est enregistré. Connectez-vous.
field-code = Code
second-step = Seconde étape
second-step-ask = Saisissez le code à six chiffres de votre application, ou un de vos codes de secours.
second-step-lost = Téléphone et codes de secours perdus ? Un rédacteur en chef peut retirer la seconde étape.
choose-password = Choisir le mot de passe
invitation-new = Bonjour { $name }. Choisissez le mot de passe avec lequel vous entrerez à la rédaction.
invitation-renews = Bonjour { $name }. Choisissez un nouveau mot de passe ; vos sessions ouvertes seront fermées.
password-help = Au moins 12 caractères. Une phrase de quelques mots est sûre et facile à retenir.
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
second-step-type = Ou saisissez ce secret :
second-step-here = Ouvrir l’application sur cet appareil
second-step-first = Saisissez le code qu’elle montre. La seconde étape compte à partir de là.
second-step-switch-on = Confirmer le code
second-step-needed = Il vous faut une seconde étape
second-step-needed-help = Dans cette rédaction, votre rôle demande plus qu’un mot de passe. Installez l’une des deux ; tout le reste vous attend.
second-step-by-code = Mot de passe et code
second-step-roles = Rôles qui demandent une seconde étape
second-step-roles-help = Qui n’a ni clé d’accès ni code installe l’un des deux à sa prochaine demande, avant toute autre chose ; ses jetons ne valent rien jusque-là. Cela compte tout de suite, pour vous aussi.
second-step-lacks = seconde étape à installer
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
done-second-step-reset = Clés d’accès et seconde étape retirées ; les sessions sont fermées
done-sign-in-policy = Secondes étapes décidées
done-passkey-added = Clé d’accès ajoutée
done-passkey-renamed = Clé d’accès renommée
done-passkey-removed = Clé d’accès retirée
done-account-saved = Compte enregistré
done-enabled = Compte rouvert
done-withdrawn = Lien retiré

## Prévisions
space-planning = Prévisions
planning-day = Jour
planning-month = Mois
planning-time = Période
planning-search = Filtrer les événements
planning-before-day = Jour précédent
planning-before-week = Semaine précédente
planning-before-month = Mois précédent
planning-after-day = Jour suivant
planning-after-week = Semaine suivante
planning-after-month = Mois suivant
planning-today = Aujourd’hui
key-today = aujourd’hui
planning-title-week = Semaine { $number }, du { $from } au { $to }
planning-all-editions = Toutes éditions
planning-all-sections = Toutes rubriques
planning-only-open = À pourvoir
planning-only-embargo = Sous embargo
planning-only-mine = À moi
planning-more = Il y en a davantage : choisissez une période plus courte ou un filtre.
planning-follow = Suivre dans un agenda
planning-follow-help = Un agenda (iCalendar) s’abonne à cette adresse avec n’importe quel nom et, comme mot de passe, un jeton qui peut lire. Les notes internes n’y sont pas ; révoquer le jeton y met fin.
planning-follow-address = Adresse de l’agenda
planning-clash = { $name } a modifié entre-temps : { $field }. Rien n’a été écrasé ; l’événement est montré tel qu’il est maintenant.
event-recurs = Se répète
event-again = se répète
event-also = Dates ajoutées
event-skipped = Dates sautées
event-this-time = Cette date seulement
event-apart = Modifier cette date
event-skip = Sauter cette date
repeat-never = Jamais
repeat-daily = Chaque jour
repeat-weekdays = Du lundi au vendredi
repeat-weekly = Chaque semaine, le même jour
repeat-monthly = Chaque mois, à la même date
repeat-monthly-day = Chaque mois, le même jour de semaine
repeat-yearly = Chaque année
repeat-every = Intervalle (2 : une fois sur deux)
repeat-until = Jusqu’au
repeat-times = Nombre de fois
repeats-daily = { $every ->
    [1] Chaque jour
   *[other] Tous les { $every } jours
}
repeats-weekdays = { $every ->
    [1] Du lundi au vendredi
   *[other] Du lundi au vendredi, toutes les { $every } semaines
}
repeats-weekly = { $every ->
    [1] Chaque semaine
   *[other] Toutes les { $every } semaines
}
repeats-monthly = { $every ->
    [1] Chaque mois, à la même date
   *[other] Tous les { $every } mois, à la même date
}
repeats-monthly-day = { $every ->
    [1] Chaque mois, le même jour de semaine
   *[other] Tous les { $every } mois, le même jour de semaine
}
repeats-yearly = { $every ->
    [1] Chaque année
   *[other] Tous les { $every } ans
}
repeats-times = { $count } fois
repeats-until = jusqu’au { $day }
repeats-without = { $count ->
    [one] sauf { $count } date
   *[other] sauf { $count } dates
}
repeats-rule = Selon une règle : { $rule }
repeats-also = À plusieurs dates
planning-import = Importer un agenda (.ics)
planning-import-help = Chaque événement du fichier entre aux prévisions ; une répétition y est une série. Le fichier reste parmi les dépêches, et ses versions suivantes y sont reconnues.
planning-import-file = Fichier
planning-import-do = Importer
done-event-skipped = Date sautée
done-calendar-imported = Agenda importé
done-calendar-known = Ces événements étaient déjà aux prévisions
done-calendar-empty = Rien à prévoir dans ce fichier : tout y est annulé
act-set-event-apart = a séparé une date d’une série
weekday-1 = Lundi
weekday-2 = Mardi
weekday-3 = Mercredi
weekday-4 = Jeudi
weekday-5 = Vendredi
weekday-6 = Samedi
weekday-7 = Dimanche
new-event = Nouvel événement
add-event = Ajouter l’événement
edit-event = Modifier l’événement
event-open = Événement choisi
open-event = Ouvrir l’événement
my-assignments = Mes affectations
my-assignments-none = Rien ne vous est assigné.
events-count = Événements :
event-all-day-short = Journée
event-goes-on = suite
event-own-short = À paraître
event-own = À paraître (travail de la rédaction)
event-all-day = Toute la journée
event-when = { $day }, { $from }, jusqu’à { $to }
event-when-open = { $day }, { $from }
event-when-long = { $day }, { $from }, jusqu’au { $last }, { $to }
event-when-day = { $day }, toute la journée
event-when-days = Du { $day } au { $last }
event-zone-is = Sur place, heure de
event-wire-changed = Le fil a modifié cet événement
event-wire-changed-short = Modifié par le fil :
event-seen = Vu
coverages = Couverture
coverages-none = Aucune couverture prévue.
coverages-none-story = Ajoutez une couverture pour créer son article.
coverage = couverture
coverage-text = Texte
coverage-photo = Photo
coverage-video = Vidéo
coverage-live = Direct
coverage-audio = Son
coverage-graphic = Infographie
coverage-letter-text = T
coverage-letter-photo = P
coverage-letter-video = V
coverage-letter-live = D
coverage-letter-audio = S
coverage-letter-graphic = I
coverage-legend = T texte, P photo, V vidéo, D direct
coverage-state-open = à pourvoir
coverage-state-assigned = assigné
coverage-state-working = en cours
coverage-state-done = fait
coverage-state-dropped = abandonné
coverage-needed = À pourvoir
coverage-late = En retard :
coverage-begin = Commencer
coverage-finish = C’est fait
coverage-stories = Article
coverage-edition-same = Comme l’événement
take-coverage = Prendre
give-back = Rendre
assign-change = Assigner, modifier
add-coverage = Ajouter une couverture
link-story = Lier un article
start-story = Créer l’article
key-assign = assigner
key-day = jour
key-go-planning = aller aux prévisions
standing-planned = Prévu
standing-postponed = Reporté
standing-cancelled = Annulé
event-title = Ce qui se passe
event-place = Lieu
event-starts = Début
event-ends = Fin
event-zone = Heure de
event-standing = État
event-needed = Couverture nécessaire
event-description = Description
event-private-note = Note interne
event-private-help = accréditation, contacts
event-kind = Genre
event-assignee = Confié à
event-deadline = Échéance
event-note = Consigne
event-state = État
event-story = Article
event-story-help = numéro ou adresse
event-edition = Édition
event-section = Rubrique
event-urgency = Urgence
event-embargo = Embargo
event-text = Note
event-notes = Notes
event-note-new = Nouvelle note
event-note-add = Noter
event-history = Ce qui a changé
event-version = Version { $number },
plan-item = Mettre aux prévisions
plan-where = Édition et rubrique des prévisions
yes = oui
no = non
done-event-added = Événement ajouté
done-event-saved = Événement enregistré
done-event-planned = L’événement est aux prévisions
done-event-noted = Noté
done-event-seen = Signé : vu
done-event-undone = Annulé
done-coverage-added = Couverture ajoutée
done-coverage-saved = Couverture enregistrée
done-coverage-taken = Cette couverture est à vous
done-coverage-given-back = Couverture rendue
planning-week = Semaine

# Jetons de l’API
tokens = Jetons d’API
token = Jeton
tokens-help = Avec un jeton, un programme travaille en votre nom, par l’API, et ne peut jamais plus que vous. Un nouveau mot de passe ne met pas fin aux jetons ; révoquez ceux qui ne servent plus.
token-name-help = Ce qui s’en sert, pour le reconnaître : la reprise des archives, les contrôles du système de publication.
token-scopes = Portées
token-owner = Titulaire
token-until = Échéance
token-until-help = Il vaut jusqu’à la fin de ce jour. Sans date, il vaut jusqu’à sa révocation.
token-endless = sans échéance
token-make = Créer un jeton
token-revoke = Révoquer
token-once = Le jeton « { $name } ». Il n’est montré que cette fois : copiez-le maintenant. Qui l’a peut faire ce pour quoi il est fait.
scope-read = voir les articles, les dépêches, les images, la une et les remarques
scope-checks = faire contrôler des documents d’autres systèmes
scope-write = écrire des articles, ajouter des images, assumer des remarques
scope-wires = déposer, prendre et trier des dépêches
scope-fronts = composer la une
scope-publish = publier, corriger, programmer et retirer
scope-manage = gérer les comptes, les sources, les partenaires et les contrôles ; lire le registre
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
refused-body = Le corps de la requête ne convient pas : { $why }. La description, à /api/openapi.json, dit ce qui est accepté.
refused-query = L’adresse de la requête ne convient pas : { $why }. La description, à /api/openapi.json, dit ce qui peut être demandé.
refused-not-json = Ici on accepte du JSON. Envoyez-le avec « Content-Type: application/json ».

## The board
show-mine = À moi
show-late = En retard
show-blocked = Bloqués
show-scheduled = Programmés
show-published = Tout juste parus
by-anybody = Confié à : tous
by-me = moi
by-nobody = personne
urgency-any = Toutes les urgences
urgency-most = Urgence { $n } et plus
preset-shared = rédaction
preset-share = Pour toute la rédaction
moves = Ce que l’on fait des articles cochés
ticked = Cochés
tick = Cocher { $slug }
move-back = Étape d’avant
move-forward = Étape suivante
move-here = Placer ici
move-assign = Assigner
moved-done = { $n ->
    [one] { $n } article modifié
   *[other] { $n } articles modifiés
}
moved-back = { $n ->
    [one] { $n } article remis comme avant
   *[other] { $n } articles remis comme avant
}
left-hours = dans { $hours } h { $minutes }
left-minutes = dans { $n } min
set-assignment = Confier
done-assigned = Article confié
key-peek = aperçu
key-tick = cocher
key-forward = étape suivante, précédente
key-urgency = urgence
key-space-name = Espace
key-shift-name = Maj

## Comments
comments = Commentaires
comments-none = Aucun commentaire
comment = Commenter
comment-text = Commentaire
comment-help = @Nom prévient quelqu’un. Les lecteurs ne voient rien d’ici.
comment-of = Commentaire de { $name }
comment-words-gone = ces mots ne sont plus dans le texte
comment-closed = Résolu par { $name }, { $time }
comment-answer = Répondre
comment-resolve = Résoudre
comment-reopen = Rouvrir
comment-go = Aller aux mots
comment-people = Personnes à prévenir
comment-failed = Le commentaire n’est pas parti. Il est resté ici : envoyez-le encore.
calls = On vous parle
key-comment = commenter
done-commented = Commentaire ajouté
done-resolved = Commentaire résolu
done-reopened-comment = Commentaire rouvert

## Where a role counts
reach = Où
reach-all = Partout
reach-whole = Toute l’édition
reach-help = Rien de coché : partout. Sinon, ce rôle ne vaut que pour les articles et les unes d’ici ; lire et commenter reste possible partout.
read-only-reach = Votre rôle ne va pas jusqu’à cette édition ou cette rubrique. Vous pouvez lire et commenter.

## History as a file
history-export = Exporter l’historique
history-file-written = Historique écrit le { $time }
readers-saw = Ce que les lecteurs ont vu
publication-published = publié
publication-updated = mis à jour
publication-corrected = rectifié
publication-killed = retiré

## The record in words
act-accept-invitation = a choisi son mot de passe
act-acknowledge-finding = a répondu d’une remarque
act-add-account = a ouvert un compte
act-add-asset = a ajouté une image
act-add-event = a prévu un événement
act-add-passkey = a ajouté une clé d’accès
act-assign-story = a confié l’article
act-change-password = a changé son mot de passe
act-comment-story = a commenté
act-correct-story = a rectifié
act-create-story = a créé l’article
act-decide-wire-alert = a décidé de la suite d’une dépêche
act-demote-checks = a baissé des contrôles
act-disable-account = a fermé un compte
act-edit-event = a modifié un événement
act-edit-front = a composé la une
act-enable-account = a rouvert un compte
act-end-other-sessions = a fermé ses autres sessions
act-end-session = a fermé une session
act-file-item = a déposé des dépêches
act-give-back-scheduled-story = l’a rendu au desk, au lieu de le publier
act-import-story = a importé l’article
act-invite = a invité quelqu’un
act-kill-story = a retiré l’article
act-link-to-password = a fait un lien de mot de passe
act-make-token = a créé un jeton
act-merge-item = a versé une dépêche dans l’article
act-plan-item = a prévu une dépêche
act-publish-front = a publié la une
act-publish-programme = a publié le programme
act-publish-scheduled-front = a publié la une programmée
act-publish-scheduled-story = a publié l’article programmé
act-publish-story = a publié
act-put-partner = a réglé un partenaire
act-put-preset = a gardé une recherche
act-put-source = a réglé une source
act-raise-wire-alert = a signalé une dépêche
act-remove-partner = a retiré un partenaire
act-remove-passkey = a retiré une clé d’accès
act-remove-preset = a oublié une recherche
act-remove-second-step = a retiré la seconde étape
act-remove-source = a retiré une source
act-rename-passkey = a renommé une clé d’accès
act-renew-recovery-codes = a refait les codes de secours
act-reopen-comment = a rouvert un commentaire
act-resend-to-partner = a renvoyé à un partenaire
act-reset-second-step = a ôté la seconde étape de quelqu’un
act-resolve-comment = a résolu un commentaire
act-revoke-token = a révoqué un jeton
act-save-revision = a enregistré une révision
act-schedule-front = a programmé la une
act-schedule-story = a programmé l’article
act-send-back-story = a renvoyé à l’écriture
act-set-check-levels = a réglé les contrôles
act-set-check-policy = a décidé qui répond des remarques qui bloquent
act-set-deadline = a fixé l’échéance
act-set-embargo = a réglé l’embargo
act-set-house-rules = a réécrit les règles maison
act-set-password = a donné un autre mot de passe
act-set-up-second-step = a mis la seconde étape
act-set-sign-in-policy = a décidé qui a besoin d’une seconde étape
act-settle-letter = a classé un envoi illisible
act-sign-in = est entré
act-sign-out = est sorti
act-spike-story = a abandonné l’article
act-start-coverage = a commencé une couverture
act-open-coverage = a ouvert un direct
act-start-entry = a commencé une entrée de direct
act-pin-entry = a épinglé ou détaché une entrée
act-close-coverage = a clos un direct
act-reopen-coverage = a rouvert un direct
act-submit-story = a remis au desk
act-take-item = a pris une dépêche
act-translate-story = a commencé une traduction
act-unschedule-front = a déprogrammé la une
act-unschedule-story = a déprogrammé l’article
act-unspike-story = a repris l’article
act-update-account = a modifié un compte
act-update-event = a mis à jour un événement
act-update-story = a mis à jour
act-withdraw-acknowledgement = ne répond plus d’une remarque
act-withdraw-invitation = a retiré une invitation
subject-story = article
subject-account = compte
subject-login = identifiant
subject-edition = édition
subject-event = événement
subject-item = dépêche
subject-asset = image
subject-source = source
subject-partner = partenaire
subject-preset = recherche
subject-token = jeton
subject-letter = envoi
subject-check-levels = contrôles
subject-house-rules = règles maison
detail-name = nom
detail-version = version
detail-item = dépêche
detail-edition = édition
detail-revision = révision
detail-at = heure
detail-role = rôle
detail-reach = où
detail-login = identifiant
detail-token = jeton
detail-reason = motif
detail-place = place
detail-path = adresse
detail-live = en ligne
detail-enabled = en service
detail-change = changement
detail-changed = changé
detail-by = par
detail-before = avant
detail-address = adresse
detail-why = pourquoi
detail-until = jusqu’à
detail-title = titre
detail-story = article
detail-shared = pour tous
detail-scopes = portée
detail-email = courriel
detail-second-step-roles = rôles
detail-rule = contrôle
detail-finding = remarque
detail-peer = depuis
detail-language = langue
detail-expires = fin
detail-entry = entrée du journal
detail-decision = décision
detail-deadline = échéance
detail-assignee = confié à
detail-called = prévenus
detail-comment = commentaire
detail-thread = fil
detail-beside = à côté
detail-base = écrite sur
detail-of = de
detail-list = liste
detail-kind = sorte
detail-slots = cases
detail-coverage = couverture
detail-after = après
detail-broadcasts = émissions
detail-code = pourquoi non
detail-edit = modification
detail-ended = sessions fermées
detail-error = défaut
detail-event = événement
detail-failures = échecs
detail-findings = remarques
detail-fingerprint = remarque
detail-guid = nom à la source
detail-hash = empreinte
detail-items = dépêches
detail-left_out = laissés de côté
detail-new = dont nouvelles
detail-ok = jointe
detail-origin = origine
detail-passkeys = clés d’accès
detail-problems = problèmes
detail-rules = règles
detail-second-step = seconde étape
detail-source = source
detail-tokens = jetons
detail-type = sorte
by-passkey = clé d’accès
by-recovery-code = mot de passe et code de secours
by-sso = annuaire de la maison

## Directs
space-live = Directs
key-go-live = aller aux directs
direct-screen = Suivi en direct
direct-new = Nouveau direct
direct-open = Ouvrir le direct
direct-on = En direct
direct-ahead = Pas encore en ligne
direct-closed = Clos
direct-withdrawn = Retiré
direct-spiked = Abandonné
direct-since = depuis { $time }
direct-publish = Mettre en ligne
direct-close = Clore le direct
direct-reopen = Rouvrir le direct
direct-ahead-help = Les entrées s’écrivent dès maintenant ; elles sortent une fois le direct en ligne.
direct-head = Tête du direct
direct-where = Diffusion
direct-site = Site
direct-stream = Fil continu
direct-stream-has = temps forts et urgents
direct-shift = Relève
direct-hand = Passer la main
direct-readers = { $n ->
    [one] { $count } lecteur
   *[other] { $count } lecteurs
}
direct-told-in = vu en { $seconds } s
direct-told-last = Dernière entrée devant les lecteurs :
entry-shown-on = { $n ->
    [one] lu par { $count }
   *[other] lu par { $count }
}
directs-empty = Aucun direct
directs-empty-help = Ouvrez-en un : il prend ses entrées dès qu’il est en ligne.
entries = Entrées
entries-none = Aucune entrée
entry-new = nouvelle entrée
entry-edit = Modifier
entry-leave = Laisser cette entrée
entry-in-editor = Ouvrir dans l’éditeur
entry-kind = Sorte d’entrée
entry-kind-plain = Entrée
entry-kind-highlight = Temps fort
entry-kind-urgent = Urgent
entry-headline = Titre de l’entrée
entry-text = Texte de l’entrée
entry-picture = Photo de l’entrée
entry-publish = Publier l’entrée
entry-publish-urgent = Publier en urgent
entry-update = Mettre à jour l’entrée
entry-correct = Corriger
entry-keep = Garder en brouillon
entry-rescued = Le texte que vous n’aviez pas publié est revenu.
entry-changed-at = modifié à { $time }
entry-corrected = Rectificatif
entry-behind = Modifications pas encore en ligne
entry-pin = Épingler
entry-unpin = Détacher
entry-pinned-mark = Épinglé
entry-withdraw = Retirer l’entrée
entry-discard = Jeter le brouillon
entry-use = Utiliser
entry-used = utilisée
entry-use-wire = insérer une dépêche
to-use = À utiliser
to-use-none = Rien n’est arrivé.
to-use-kinds = dépêches, photos, messages
to-use-all = Tout
to-use-wires = Dépêches
to-use-pictures = Photos
to-use-messages = Messages
to-use-from-pictures = photo
to-use-from-messages = message
to-use-done = réglé
points = L’essentiel
points-edit = Modifier les points
points-help = Un point par ligne
done-direct-opened = Direct ouvert
done-direct-published = Direct en ligne
done-direct-closed = Direct clos
done-direct-reopened = Direct rouvert
done-direct-handed = Main passée
done-entry-kept = Brouillon gardé
done-entry-published = Entrée publiée
done-entry-changed = Entrée mise à jour
done-entry-pinned = Entrée épinglée
done-entry-unpinned = Entrée détachée
done-entry-withdrawn = Entrée retirée
done-entry-discarded = Brouillon jeté
done-points-saved = Points enregistrés

hours-label = Les prochaines heures, de { $from } à { $until }
hours-wanted = Échéance
hours-goes-out = Sortie
hours-embargo = Fin d’embargo
comma = {", "}
hours-more = { $n ->
    [one] et un autre
   *[other] et { $n } autres
}

## Library
space-media = Médias
key-go-media = aller aux médias
media-search = Chercher une image
media-add = Ajouter une image
media-care = À vérifier
media-cleared = Utilisable
media-no-credit = Crédit manquant
media-expires = Droits jusqu’au { $day }
media-expired = Droits échus le { $day }
media-nameless = Sans légende
media-empty = Aucune image ne convient
media-more = Images plus anciennes
media-none-open = Aucune image ouverte
media-none-open-help = Choisissez-en une, ou ajoutez-en une.
media-rights = Droits
media-holder = Titulaire
media-terms = Conditions
media-until = Jusqu’au
media-place = Lieu
media-taken = Prise le
media-added-at = Reçue le
media-kind = Format
media-file = Fichier
media-or-file = sinon celui du fichier
done-media-added = Image ajoutée
media-used =
    { $n ->
        [0] pas encore utilisée
        [one] utilisée 1 fois
       *[other] utilisée { $n } fois
    }
media-used-in = Utilisée dans
media-on-fronts = À la une :
media-place-do = Insérer
media-words = Textes
media-missing = manque
media-translate = À traduire de cette langue : { $language }
media-empty-help =  Essayez d’autres mots.
crop-square = Carré
crop-tall = Portrait
done-media-described = Image décrite
done-media-placed = Image mise dans l’article
act-place-picture = a mis une image dans l’article
act-describe-picture = a décrit une image
act-set-focal-point = a réglé le point focal
detail-asset = image
detail-credit = crédit
detail-captions = légendes en
detail-series = série
detail-x = x
detail-y = y
key-place = mettre l’image dans un article
library-choose = Choisir dans la médiathèque
library-none = Aucune image ne convient
library-found =
    { $n ->
        [one] 1 image
       *[other] { $n } images
    }
media-put = Mettre dans un article
library-search = Chercher une image
history-ruler = De { $from } à { $until } : ce qui est paru
readers-saw-at = Ce que les lecteurs voyaient
readers-saw-until = jusqu’à { $until }
readers-saw-read = { $seen }, { $read }
version-read = { $n ->
    [one] lue une fois
   *[other] lue { $count } fois
}
readers-saw-nothing = À cette heure, les lecteurs n’avaient pas cet article.
stood-now = Où il se trouve
stood-then = Où il se trouvait
stood-placed = placé par la rédaction
stood-filled = venu de lui-même
stood-nowhere = nulle part
stood-pages = Pages
stood-feeds = Flux
show = Voir
key-saw = ce que les lecteurs voyaient
roles-may = Ce que chaque rôle peut faire
may = Peut
settings-editions = Éditions
editions-help = Une édition est un fichier du dossier de la rédaction ; un changement y est repris au démarrage suivant.
direction = Sens
direction-ltr = de gauche à droite
direction-rtl = de droite à gauche
time-zone = Fuseau horaire
numerals = Chiffres
sections = Rubriques
more-than = plus de
check-why = Pourquoi
filters-and-searches = Recherches, filtres, dépôt
readers-saw-version = Révision { $number }, à l’écran depuis { $since }
changes-since = Changements depuis la révision { $from }
being-written = en cours d’écriture
released-published = { $name } a publié cet article à { $time }.
released-scheduled = Cet article est paru à { $time }, comme programmé.
released-updated = { $name } a mis cet article à jour pour les lecteurs à { $time }.
released-corrected = { $name } a publié un rectificatif de cet article à { $time }.
released-killed = { $name } a retiré cet article à { $time }.
released-draft = { $n ->
    [0] Ce qui s’écrit à partir d’ici est un nouveau brouillon.
    [one] { $n } changement depuis est un nouveau brouillon.
   *[other] { $n } changements depuis sont un nouveau brouillon.
}
released-withdrawn-draft = { $n ->
    [0] Rien de ce qui est écrit ici ne paraîtra plus.
    [one] { $n } changement depuis est gardé, et ne paraîtra plus.
   *[other] { $n } changements depuis sont gardés, et ne paraîtront plus.
}
coverage-here = Présents maintenant
publications = Publications
seal = Sceau
record-sealed = Dossier scellé, { $revisions ->
    [one] { $revisions } révision
   *[other] { $revisions } révisions
}, { $publications ->
    [one] { $publications } publication
   *[other] { $publications } publications
}
record-unsealed = Pas encore scellé : une version précédente a écrit cet article. Il est scellé pendant que le service tourne.
record-broken-revision = Le dossier ne concorde plus à partir de la révision { $number }
record-broken-publication = Le dossier ne concorde plus à partir de la publication du { $time }
record-changed = Ce qui est conservé n’est pas ce qui a été scellé.
record-lost-before = Ce qui le précédait a disparu.
record-lost-after = Ce qui le suivait a disparu.
record-added = Sans sceau : ajouté sans passer par la rédaction.
record-broken-do = À partir de là, rien n’est prouvé : conservez cette base telle quelle et comparez-la à une sauvegarde.
