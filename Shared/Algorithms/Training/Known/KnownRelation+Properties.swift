extension KnownRelation {
    /// Relations of FewRel, by their identifiers in Wikidata.
    static let properties: [String: KnownRelation] = [
        "P25": KnownRelation(
            "mother",
            says: """
                The mother of {o} is {v}.
                {v} is the mother of {o}.
                {s} is a child of {v}.
                """,
            asks: """
                Who is the mother of {n}?
                Who gave birth to {n}?
                """),
        "P26": KnownRelation(
            "spouse",
            says: """
                {s} is married to {v}.
                {v} is the spouse of {o}.
                {s} married {v}.
                """,
            asks: """
                Who is the spouse of {n}?
                To whom is {n} married?
                """),
        "P40": KnownRelation(
            "child",
            says: """
                {v} is a child of {o}.
                {s} is the parent of {v}.
                """,
            asks: """
                Who is a child of {n}?
                Whose parent is {n}?
                """),
        "P59": KnownRelation(
            "constellation",
            says: """
                {s} lies in the constellation {v}.
                {s} belongs to the constellation {v}.
                The constellation of {o} is {v}.
                """,
            asks: """
                In which constellation does {n} lie?
                What is the constellation of {n}?
                """),
        "P155": KnownRelation(
            "follows",
            says: """
                {s} follows {v}.
                {v} comes before {o}.
                {s} comes after {v}.
                """,
            asks: """
                What does {n} follow?
                What comes before {n}?
                """),
        "P177": KnownRelation(
            "crosses",
            says: """
                {s} crosses {v}.
                {v} is crossed by {o}.
                {s} leads across {v}.
                """,
            asks: """
                What does {n} cross?
                Across what does {n} lead?
                """),
        "P206": KnownRelation(
            "water",
            says: """
                {s} lies on {v}.
                {s} is next to {v}.
                The water beside {o} is {v}.
                """,
            asks: """
                On which body of water does {n} lie?
                Which water is next to {n}?
                """),
        "P361": KnownRelation(
            "part_of",
            says: """
                {s} is part of {v}.
                {s} belongs to {v}.
                One part of {v} is {s}.
                """,
            asks: """
                Of what is {n} a part?
                To what does {n} belong?
                """),
        "P364": KnownRelation(
            "original_language",
            says: """
                The original language of {o} is {v}.
                {s} was made in {v}.
                """,
            asks: """
                What is the original language of {n}?
                In which language was {n} made?
                """),
        "P410": KnownRelation(
            "rank",
            says: """
                {s} holds the military rank of {v}.
                The military rank of {o} is {v}.
                {s} became {v}.
                """,
            asks: """
                What is the military rank of {n}?
                Which military rank does {n} hold?
                """),
        "P412": KnownRelation(
            "voice",
            says: """
                The voice of {o} is {v}.
                {s} sings {v}.
                """,
            asks: """
                What voice does {n} sing?
                What is the voice type of {n}?
                """),
        "P413": KnownRelation(
            "position",
            says: """
                {s} plays as {v}.
                The position of {o} is {v}.
                On the field, {s} plays {v}.
                """,
            asks: """
                What position does {n} play?
                What is the position of {n}?
                """),
        "P463": KnownRelation(
            "member",
            says: """
                {s} is a member of {v}.
                {v} has {o} among its members.
                {s} belongs to {v}.
                """,
            asks: """
                Of what is {n} a member?
                Which group does {n} belong to?
                """),
        "P641": KnownRelation(
            "sport",
            says: """
                The sport of {o} is {v}.
                {s} is known in {v}.
                """,
            asks: """
                What is the sport of {n}?
                In which sport is {n} known?
                """),
        "P921": KnownRelation(
            "main_subject",
            says: """
                The main subject of {o} is {v}.
                {s} is about {v}.
                """,
            asks: """
                What is the main subject of {n}?
                What is {n} about?
                """),
        "P2094": KnownRelation(
            "class",
            says: """
                {s} competes in this class: {v}.
                The class of {o} is {v}.
                """,
            asks: """
                In which class does {n} compete?
                What is the class of {n}?
                """),
    ]
}
