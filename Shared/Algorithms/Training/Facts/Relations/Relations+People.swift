extension Relation {
    /// Whom people know and love.
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
                Who has the same parents as {n}?
                With whom did {n} share a nursery?
                """,
            checks: """
                Is {v} the sibling of {n}?
                Does {n} have a sibling named {v}?
                Do {n} and {v} have the same parents?
                """),
        Relation(
            "friend", of: .person, value: .person,
            says: """
                The best friend of {o} is {v}.
                {p} best friend is {v}.
                {v} is the best friend of {o}.
                {s} has been best friends with {v} for years.
                {s} calls {v} a best friend.
                Nobody is a closer friend to {o} than {v}.
                {s} tells every secret to {v}, a dear friend.
                {s} is seldom seen without {v}, {p} closest companion.
                """,
            asks: """
                Who is the best friend of {n}?
                Who is {n}'s best friend?
                What is the name of the best friend of {n}?
                With whom is {n} best friends?
                Whom does {n} call a best friend?
                Who is the closest friend of {n}?
                To whom does {n} tell every secret?
                Who is the closest companion of {n}?
                """,
            checks: """
                Is {v} the best friend of {n}?
                Is {n} best friends with {v}?
                Is {v} the closest friend of {n}?
                """,
            changes: """
                {p} best friend is no longer {w}; it is now {v}.
                {s} fell out with {w}, and now {v} is {p} best friend.
                {s} was best friends with {w} once, and now is with {v}.
                """),
        Relation(
            "teacher", of: .person, value: .person,
            says: """
                {s} was taught by {v}.
                The teacher of {o} was {v}.
                {p} teacher is {v}.
                {v} taught {o}.
                {s} is a pupil of {v}.
                {s} takes lessons from {v}.
                Whatever {s} knows, {h} learned from {v}.
                {s} sat for years in the classroom of {v}.
                """,
            asks: """
                Who taught {n}?
                Who is the teacher of {n}?
                By whom was {n} taught?
                Whose pupil is {n}?
                From whom does {n} take lessons?
                What is the name of {n}'s teacher?
                From whom did {n} learn?
                In whose classroom did {n} sit?
                """,
            checks: """
                Was {n} taught by {v}?
                Is {v} the teacher of {n}?
                Is {n} a pupil of {v}?
                """,
            changes: """
                {s} no longer takes lessons from {w}; {p} teacher is now {v}.
                {p} teacher used to be {w}, but now is {v}.
                {s} left the class of {w} and is now taught by {v}.
                """),
        Relation(
            "boss", of: .person, value: .person,
            says: """
                The boss of {o} is {v}.
                {p} boss is {v}.
                {s} reports to {v}.
                {v} is the boss of {o}.
                {s} works under {v}.
                {s} gets orders from {v}.
                {s} has to ask {v} for days off.
                At work, {v} is the superior of {o}.
                """,
            asks: """
                Who is the boss of {n}?
                Who is {n}'s boss?
                To whom does {n} report?
                Under whom does {n} work?
                From whom does {n} get orders?
                What is the name of {n}'s boss?
                Whom must {n} ask for days off?
                Who is the superior of {n} at work?
                """,
            checks: """
                Is {v} the boss of {n}?
                Does {n} report to {v}?
                Does {n} work under {v}?
                """,
            changes: """
                {s} no longer reports to {w}; {p} boss is now {v}.
                {p} boss was {w} until recently and is now {v}.
                Instead of {w}, {v} is now the boss of {o}.
                """),
        Relation(
            "neighbour", of: .person, value: .person,
            says: """
                {s} lives next door to {v}.
                The neighbour of {o} is {v}.
                {p} neighbour is {v}.
                {v} is the neighbour of {o}.
                Next door to {o} lives {v}.
                {s} has {v} as a neighbour.
                {s} borrows sugar from {v} across the fence.
                Only a thin wall parts {o} from {v}.
                """,
            asks: """
                Who is the neighbour of {n}?
                Who lives next door to {n}?
                Who is {n}'s neighbour?
                Next door to whom does {n} live?
                What is the name of {n}'s neighbour?
                Whom does {n} have as a neighbour?
                From whom does {n} borrow sugar across the fence?
                Who lives beside {n}?
                """,
            checks: """
                Is {v} the neighbour of {n}?
                Does {n} live next door to {v}?
                Does {n} have {v} as a neighbour?
                """,
            changes: """
                {s} no longer lives next door to {w}; the neighbour is now {v}.
                {p} neighbour {w} moved out, and now {v} lives next door.
                {p} neighbour used to be {w}, but now it is {v}.
                """),
        Relation(
            "doctor", of: .person, value: .person,
            says: """
                The doctor of {o} is {v}.
                {p} doctor is {v}.
                {s} goes to {v} when ill.
                {v} is the doctor of {o}.
                {s} is a patient of {v}.
                {s} is treated by Doctor {v}.
                When {s} has a cough, {h} calls {v}.
                {v} writes the prescriptions for {o}.
                """,
            asks: """
                Who is the doctor of {n}?
                Who is {n}'s doctor?
                To whom does {n} go when ill?
                Whose patient is {n}?
                By which doctor is {n} treated?
                What is the name of {n}'s doctor?
                Whom does {n} call with a cough?
                Who writes the prescriptions for {n}?
                """,
            checks: """
                Is {v} the doctor of {n}?
                Is {n} a patient of {v}?
                Is {n} treated by {v}?
                """,
            changes: """
                {s} is no longer a patient of {w}; {p} doctor is now {v}.
                {p} doctor used to be {w}, but now it is {v}.
                {s} left Doctor {w} and is now treated by {v}.
                """),
    ]
}
