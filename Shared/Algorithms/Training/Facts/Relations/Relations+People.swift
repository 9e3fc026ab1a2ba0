extension Relation {
    /// Whom people are married and related to.
    static let people: [Relation] = [
        Relation(
            "spouse", of: .person, value: .person,
            says: """
                {s} is married to {v}.
                {s} is the spouse of {v}.
                {s} married {v}.
                {v} is married to {o}.
                The person to whom {s} is married is {v}.
                {v} is the one whom {s} married.
                {p} spouse is {v}.
                The spouse of {o} is {v}.
                {v} is {p} spouse.
                {v} is the spouse of {o}.
                {v} married {o}.
                The name of {p} spouse is {v}.
                {s} got married to {v}.
                {s} has been married to {v} for years.
                {s} tied the knot with {v}.
                {s} and {v} got married.
                {p} partner in marriage is {v}.
                {s} and {v} are a married couple.
                {s} shares a wedding ring and a home with {v}.
                """,
            asks: """
                Who is {n} married to?
                Who is the spouse of {n}?
                Who married {n}?
                Whom did {n} marry?
                What is the name of the spouse of {n}?
                To whom is {n} married?
                Who did {n} marry?
                Who got married to {n}?
                Which person is married to {n}?
                Which person did {n} marry?
                Who is the husband or wife of {n}?
                Who is {n}'s husband or wife?
                Whose spouse is {n}?
                With whom did {n} tie the knot?
                Who is {n}'s partner in marriage?
                What is the name of the person whom {n} married?
                To whom has {n} been married for years?
                With whom does {n} form a married couple?
                Who is {n}'s spouse?
                """,
            checks: """
                Is {n} married to {v}?
                Did {n} marry {v}?
                Is {v} the spouse of {n}?
                """,
            changes: """
                {s} is no longer married to {w}; {h} is now married to {v}.
                {s} and {w} divorced, and {s} married {v}.
                {s} was married to {w} before, but now is married to {v}.
                """),
        Relation(
            "mother", of: .person, value: .woman,
            says: """
                The mother of {o} is {v}.
                {p} mother is {v}.
                {v} is the mother of {o}.
                {s} is a child of {v}, {p} mother.
                {s} has {v} as mother.
                {v} gave birth to {o}.
                {v} is {p} mother.
                {p} mother is called {v}.
                {p} mother's name is {v}.
                The name of {p} mother is {v}.
                The mother of {o} is called {v}.
                {s} has a mother named {v}.
                {p} mum is {v}.
                {v} is {p} mum.
                The woman who is {p} mother is {v}.
                The woman who gave birth to {o} is {v}.
                {s} was born to a mother named {v}.
                {s} calls {v} mum.
                It was {v} who brought {o} into the world.
                """,
            asks: """
                Who is the mother of {n}?
                Who is {n}'s mother?
                What is the name of the mother of {n}?
                Whom does {n} have as mother?
                Which woman is the mother of {n}?
                Who gave birth to {n}?
                What is {n}'s mother called?
                What is {n}'s mother's name?
                What is the name of {n}'s mother?
                What is the mother of {n} called?
                Who is {n}'s mum?
                Who is the mum of {n}?
                Which woman gave birth to {n}?
                Which woman is {n}'s mother?
                What is the name of the woman who gave birth to {n}?
                Who was the mother of {n}?
                Do you know who {n}'s mother is?
                Whom does {n} call mum?
                Who brought {n} into the world?
                """,
            checks: """
                Is {v} the mother of {n}?
                Is {n} a child of {v}?
                Did {v} give birth to {n}?
                """),
        Relation(
            "father", of: .person, value: .man,
            says: """
                The father of {o} is {v}.
                {p} father is {v}.
                {v} is the father of {o}.
                {s} has {v} as father.
                The man who is {p} father is {v}.
                {s} was raised by {v}, {p} father.
                {v} is {p} father.
                {p} father is called {v}.
                {p} father's name is {v}.
                The name of {p} father is {v}.
                The father of {o} is called {v}.
                {s} has a father named {v}.
                {p} dad is {v}.
                {v} is {p} dad.
                The man who fathered {o} is {v}.
                {s} was fathered by {v}.
                {p} dad is a man called {v}.
                {s} calls {v} dad.
                On father's day, {s} writes a card to {v}.
                """,
            asks: """
                Who is the father of {n}?
                Who is {n}'s father?
                What is the name of the father of {n}?
                Whom does {n} have as father?
                Which man is the father of {n}?
                What is {n}'s father called?
                What is the name of {n}'s father?
                What is {n}'s father's name?
                What is the father of {n} called?
                Who is {n}'s dad?
                Who is the dad of {n}?
                What is the name of {n}'s dad?
                Who fathered {n}?
                Which man is {n}'s father?
                Which man fathered {n}?
                Who was the father of {n}?
                Do you know who {n}'s father is?
                Whom does {n} call dad?
                To whom does {n} write on father's day?
                """,
            checks: """
                Is {v} the father of {n}?
                Does {n} have {v} as father?
                Is {n}'s father called {v}?
                """),
        Relation(
            "sibling", of: .person, value: .person,
            says: """
                {s} is the sibling of {v}.
                The sibling of {o} is {v}.
                {s} has a sibling named {v}.
                {p} only sibling is {v}.
                {v} is a sibling of {o}.
                {s} grew up with {v}, {p} sibling.
                {p} sibling is {v}.
                {v} is {p} sibling.
                {v} is the sibling of {o}.
                {s} and {v} are siblings.
                {p} sibling is called {v}.
                The name of {p} sibling is {v}.
                The only sibling of {o} is {v}.
                {s} has {v} as a sibling.
                {s} has a brother or sister called {v}.
                {s} has only one sibling, {v}.
                The sibling with whom {s} grew up is {v}.
                {s} shared a nursery with {v}, the other child of the family.
                {v} has the same parents as {s}.
                """,
            asks: """
                Who is the sibling of {n}?
                What is the name of the sibling of {n}?
                Who is {n}'s sibling?
                Which sibling does {n} have?
                With which sibling did {n} grow up?
                What is {n}'s sibling called?
                What is the name of {n}'s sibling?
                What is the sibling of {n} called?
                Who is {n}'s brother or sister?
                Who is the brother or sister of {n}?
                What is {n}'s brother or sister called?
                Who is {n}'s only sibling?
                Who is the only sibling of {n}?
                Whose sibling is {n}?
                Whom does {n} have as a sibling?
                Which person is {n}'s sibling?
                Who grew up with {n} as a sibling?
                Who has the same parents as {n}?
                With whom did {n} share a nursery?
                """,
            checks: """
                Is {v} the sibling of {n}?
                Does {n} have a sibling named {v}?
                Do {n} and {v} have the same parents?
                """),
    ]
}
