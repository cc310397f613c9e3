# Ce que disent les contrôles, en français. Chaque message porte son explication dans l'attribut `why`.

repeated-place = Le titre relie « { $name } » à lui-même.
    .why = Le titre nomme le même lieu des deux côtés d'un « et », d'une virgule ou d'un tiret. L'un des deux devrait sans doute être un autre.
repeated-name = Le titre relie « { $name } » à lui-même.
    .why = Le titre porte le même nom des deux côtés d'un « et » ou d'un tiret. L'un des deux devrait sans doute être un autre.
repeated-place-apart = Le titre nomme deux fois « { $name } ».
    .why = L'un des deux devrait peut-être être un autre pays.
headline-place = L'article ne parle jamais de « { $name } ».
    .why = Le titre nomme un lieu dont ni le chapô, ni le texte, ni les légendes ne parlent, que ce soit par son nom, ses habitants, sa capitale ou ses villes.
headline-person = L'article ne nomme jamais « { $name } ».
    .why = Le titre nomme quelqu'un, ou quelque chose, que ni le chapô, ni le texte, ni les légendes ne nomment.
headline-number = L'article ne dit jamais « { $number } ».
    .why = Aucun nombre de l'article, en chiffres ou en lettres, n'est celui-ci ni ne s'y arrondit.
stale-caption = La légende et l'article n'ont rien en commun : est-ce la bonne photo ?
    .why = Aucun nom, aucun lieu et presque aucun mot de la légende ne figure dans l'article. La photo d'un autre événement est peut-être restée. S'il s'agit d'une photo d'archives, dites-le dans la légende.
weekday-mismatch = « { $date } » : ce jour est un { $day }.
    .why = Le jour de la semaine ne correspond pas à la date. Sans année écrite, c'est la plus proche de la publication qui compte.
date-missing = « { $date } » n'existe pas : le mois finit le { $last }.
    .why = Aucun calendrier ne contient cette date.
quote-not-closed = Ce guillemet ({ $mark }) n'est jamais fermé.
    .why = Une citation s'ouvre ici et rien ne la ferme : le lecteur ne sait pas où s'arrêtent les mots cités.
quote-not-opened = Ce guillemet ({ $mark }) ne ferme rien.
    .why = Une citation se ferme ici et rien ne l'ouvre : le lecteur ne sait pas où commencent les mots cités.
quote-mixed = Cette citation s'ouvre par { $open } et se ferme par { $close }.
    .why = Les deux guillemets ne vont pas ensemble : l'un des deux vient sans doute d'un autre clavier.
doubled-word = « { $word } » est écrit deux fois de suite.
    .why = Le même mot a sans doute été tapé ou collé deux fois.
name-spelled-two-ways = « { $name } » s’écrit « { $usual } » ailleurs dans cet article ({ $times }).
    .why = Un même nom est écrit de deux façons. La graphie la plus fréquente est sans doute la bonne.

note-body-names = Le texte nomme
note-body-says = Le texte dit
note-caption-place = La légende parle de
note-story-place = L'article parle de
note-calendar = Calendrier
note-quoted = Près de
note-spelled = Ailleurs
mend-write = Écrire « { $words } »
mend-delete = Supprimer { $words }
mend-close-quote = Fermer par { $mark } à la fin du paragraphe
mend-open-quote = Ouvrir par { $mark } au début de la phrase

rule-overran = Ce contrôle a demandé trop d'étapes sur cet article et a été arrêté.
rule-panicked = Ce contrôle est tombé en panne sur cet article. Rien d'autre n'est touché.
text-too-long = L'article est trop long pour être contrôlé en entier : seul le début a été lu.
