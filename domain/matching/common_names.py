"""Names borne by many: that two children share one says little. The names are of every culture that has such names, so
that nobody is taken for somebody else more easily than others are (Equality Act 2010 s.149).
"""

_GIVEN = """
mohammed muhammad mohamed mohammad ali ahmed hassan ibrahim yusuf omar abdullah fatima aisha maryam zainab amina khadija
oliver george noah arthur leo harry oscar jack charlie jacob thomas james william henry alfie joshua daniel adam
olivia amelia isla ava ivy freya lily florence mia willow rosie sophia isabella grace emily ella evie poppy sophie
jan jakub antoni szymon filip zuzanna julia maja zofia hanna maria anna andrei alexandru stefan ioana elena
oleksandr maksym artem sofiia anastasiia jaspreet harpreet simran wei ming yan minh anh linh
"""
_FAMILY = """
smith jones williams taylor brown davies evans wilson thomas roberts johnson lewis walker robinson wood thompson white
hughes edwards green hall harris clarke jackson turner hill cooper morris ward morgan murphy kelly ryan walsh byrne
khan hussain ahmed ali mohammed mohamed muhammad hassan begum bibi khatun akhtar akter malik iqbal hussein ibrahim omar
singh kaur patel sharma shah das islam rahman miah uddin chowdhury sheikh
osman yusuf abdi abdullahi adan farah warsame nur jama
nowak kowalski wisniewski wojcik popa popescu ionescu dumitru stan
shevchenko melnyk kovalenko bondarenko tkachenko
nguyen tran pham hoang vu vo dang bui do ho ngo duong ly
wang li zhang liu chen yang huang zhao wu zhou
yilmaz kaya demir celik sahin ozturk aydin
adeyemi okafor okeke obi eze mensah owusu
"""
_MANY_GIVEN, _MANY_FAMILY = frozenset(_GIVEN.split()), frozenset(_FAMILY.split())

# Titles and marks of faith that follow a name: no family's own where another name is given too.
NO_FAMILYS_OWN = frozenset(["singh", "kaur", "begum", "bibi", "khatun", "akhtar", "akter", "khatoon", "sultana"])
BEFORE_THE_NAME = "mohammed"  # in any spelling: often left out, the next name being the one that is used


def many_bear_given(word: str) -> bool:
    return word in _MANY_GIVEN


def many_bear_family(word: str) -> bool:
    return word in _MANY_FAMILY
