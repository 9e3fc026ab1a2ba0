extension Relation {
    /// The days and numbers of a life.
    static let family: [Relation] = [
        Relation(
            "wedding_date", of: .person, value: .date,
            says: """
                {s} got married on {v}.
                The wedding of {o} took place on {v}.
                {p} wedding day was {v}.
                On {v}, {s} celebrated a wedding.
                {v} was the day of {p} wedding.
                {s} had a wedding on {v}.
                {s} walked down the aisle on {v}.
                The bells rang for {p} wedding on {v}.
                """,
            asks: """
                When did {n} get married?
                When did the wedding of {n} take place?
                What was the wedding day of {n}?
                On what date was {n}'s wedding?
                On which day did {n} marry?
                What is the date of {n}'s wedding?
                When did {n} walk down the aisle?
                When did the bells ring for {n}'s wedding?
                """,
            checks: """
                Did {n} get married on {v}?
                Was the wedding of {n} on {v}?
                Is {v} the wedding day of {n}?
                """),
        Relation(
            "death_place", of: .person, value: .town,
            says: """
                {s} died in {v}.
                {v} is the place where {s} died.
                {s} spent the last days in {v} and died there.
                The place of {p} death is {v}.
                In {v}, {s} passed away.
                {s} passed away in {v}.
                It was in {v} that {p} life ended.
                {s} is buried in {v}, where {h} died.
                """,
            asks: """
                Where did {n} die?
                What is the place of death of {n}?
                In which town did {n} die?
                Where did {n} pass away?
                In what place did {n} die?
                Which town did {n} die in?
                Where did the life of {n} end?
                What was the last place of {n}?
                """,
            checks: """
                Did {n} die in {v}?
                Is {v} the place where {n} died?
                Did {n} pass away in {v}?
                """),
        Relation(
            "children", of: .person, value: .count,
            says: """
                {s} has {v} children.
                {s} is the parent of {v} children.
                The number of {p} children is {v}.
                {s} is raising {v} children.
                There are {v} children in {p} family.
                {p} family counts {v} children.
                {s} tucks {v} children into bed every night.
                {v} children call {o} their parent.
                """,
            asks: """
                How many children does {n} have?
                What is the number of children of {n}?
                How many children is {n} raising?
                How many children are there in {n}'s family?
                How many children call {n} their parent?
                How many kids does {n} have?
                How many sons and daughters does {n} have?
                Of how many children is {n} the parent?
                """,
            checks: """
                Does {n} have {v} children?
                Is {n} raising {v} children?
                Is {v} the number of children of {n}?
                """,
            changes: """
                {s} no longer has {w} children, but {v} children.
                {s} had {w} children then and has {v} children now.
                There are not {w} but {v} children in {p} family now.
                """),
        Relation(
            "height", of: .person, value: .height,
            says: """
                {s} is {v} tall.
                {p} height is {v}.
                {s} measures {v}.
                {s} stands {v} tall.
                The height of {o} was given as {v}.
                At the doctor's, {s} measured {v}.
                The tape says that {s} is {v} tall.
                From head to toe {s} comes to {v}.
                """,
            asks: """
                How tall is {n}?
                What is the height of {n}?
                What height does {n} have?
                How tall does {n} stand?
                What does {n} measure in height?
                What is {n}'s height?
                How much does {n} measure from head to toe?
                What does the tape say about {n}?
                """,
            checks: """
                Is {n} {v} tall?
                Is {v} the height of {n}?
                Does {n} measure {v}?
                """),
        Relation(
            "nickname", of: .person, value: .word,
            says: """
                {s} is called {v} by friends.
                The nickname of {o} is {v}.
                Friends call {o} {v}.
                {s} goes by the nickname {v}.
                {v} is what friends call {o}.
                At school everybody called {o} {v}.
                {s} answers to {v} among friends.
                Those who know {o} well say {v}.
                """,
            asks: """
                What is the nickname of {n}?
                What do friends call {n}?
                By what nickname does {n} go?
                What nickname does {n} have?
                What is {n} called by friends?
                What did everybody at school call {n}?
                To what name does {n} answer among friends?
                What is {n}'s nickname?
                """,
            checks: """
                Is {v} the nickname of {n}?
                Do friends call {n} {v}?
                Does {n} go by the nickname {v}?
                """),
    ]
}
