"""What the service's leaflet tells the public, as pages. Its promises are kept; its law is today's (PRACTICE 5.4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    says: tuple[str, ...]
    points: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class Leaf:
    name: str
    title: str
    parts: tuple[Part, ...]


_WHO = Leaf(
    "who",
    "Who are children missing education?",
    (
        Part(
            (
                (
                    "A child is missing education who is of compulsory school age, is not a pupil of any school, "
                    "and gets no suitable education in another way."
                ),
                "There is no number of weeks to wait for. Tell us as soon as you think that it may be so.",
                "A child who is well educated at home is not missing education. Parents may choose that.",
            ),
        ),
        Part(
            ("Children go missing from education in many ways. Often it is nobody’s fault.",),
            (
                "They never start school when others of their age do.",
                "They move to a new area and no school has a place for them.",
                "They are excluded, or bullied, or ill, and do not go back.",
                "Something at school or at home has become too hard.",
                "Their family moves often.",
                "They are taken out of school, and nothing takes its place.",
            ),
            "How it happens",
        ),
        Part(
            (
                (
                    "Some children lose their education more easily than others. We look out for them so that we "
                    "can offer help. To belong to one of these groups is never a reason for suspicion."
                ),
            ),
            (
                "Children in the care of a local authority.",
                "Young carers.",
                "Children with long illnesses, or whose mental health suffers.",
                "Children with special educational needs or a disability.",
                "Children in a refuge, in temporary housing or without a home.",
                "Refugees and children who seek asylum, above all those who are here alone.",
                "Gypsy, Roma and Traveller children, and others whose families move a great deal.",
                "Children who have run away.",
                "Children who have been in trouble with the law.",
                "Young parents, and girls who expect a child.",
                "Children who have been excluded from school.",
            ),
            "Who may need us most",
        ),
    ),
)
_WHY = Leaf(
    "why",
    "Why it matters",
    (
        Part(
            (
                (
                    "A child who is in no school and is not taught elsewhere misses lessons, friends, and grown- "
                    "ups who would see that something is wrong."
                ),
                (
                    "Most of these children are safe. Some are not: they may be harmed or exploited, drawn into "
                    "crime, or become its victims, and nobody sees it."
                ),
                (
                    "That is why we want to hear of every one of them: to make sure that the child is safe, and "
                    "has an education that suits them."
                ),
            ),
        ),
    ),
)
_THEN = Leaf(
    "what-happens",
    "What happens after you contact us",
    (
        Part(
            (
                (
                    "You can tell us on these pages, by telephone, by e-mail or by letter, and you can ask us to "
                    "keep it confidential that you did. We ask you about that, and say honestly what we can "
                    "promise."
                ),
            ),
            (
                (
                    "Somebody reads what you told us on the next working day at the latest, and at once where a "
                    "child may be in danger."
                ),
                "We find out whether the child is at a school, or educated at home or elsewhere.",
                "We get in touch with the family and make sure that the children are safe.",
                "If something keeps a child from going back to school, we help with that first.",
                "We look for a school place, or another education that suits the child.",
                (
                    "If we cannot find a child quickly, we ask others to help, such as the police. If a child has "
                    "moved away, we see to it that the new area knows."
                ),
            ),
        ),
        Part(
            (
                (
                    "Parents may come to us by themselves for advice or support. Schools and other services do so "
                    "every day. Nearly always we find a way with the family and the school."
                ),
            ),
            heading="If it is about your own child",
        ),
        Part(
            ("The service also works with children, families and schools on",),
            (
                "attendance at school",
                "exclusion from school",
                "bullying",
                "the protection of children",
                "children who work, or who perform on a stage, on screen or in sport.",
            ),
            "What else we do",
        ),
    ),
)
_LAW = Leaf(
    "law",
    "The law on attendance",
    (
        Part(
            (
                (
                    "Parents of a child of compulsory school age must see to it that the child gets an efficient "
                    "full-time education which suits their age, ability and aptitude, and any special educational "
                    "needs. They may do that at a school or otherwise, such as at home (Education Act 1996, "
                    "section 7)."
                ),
            ),
        ),
        Part(
            (
                (
                    "It begins with the term after a child’s fifth birthday: the first term that starts after 31 "
                    "December, 31 March or 31 August, whichever follows the birthday or falls on it. It ends on "
                    "the last Friday in June of the school year in which they turn 16 (Education Act 1996, "
                    "section 8)."
                ),
            ),
            heading="Compulsory school age",
        ),
        Part(
            (
                (
                    "A child who is a pupil of a school must go there regularly. A parent whose child does not, "
                    "without a reason that the law accepts, may be sent a penalty notice or be prosecuted "
                    "(Education Act 1996, section 444)."
                ),
                (
                    "Where a child seems to get no suitable education, we ask the parents to show that they do. "
                    "If they do not, we can order that the child goes to a named school (Education Act 1996, "
                    "section 437)."
                ),
            ),
            heading="What the law allows us",
        ),
        Part(
            (
                (
                    "We offer support before anything else. If we have to take legal action, we tell the parents "
                    "first what the law says, how it works, and what they can do."
                ),
                "These pages explain the law in plain words. They are not legal advice.",
            ),
            heading="What we promise",
        ),
    ),
)
LEAVES = (_WHO, _WHY, _THEN, _LAW)
