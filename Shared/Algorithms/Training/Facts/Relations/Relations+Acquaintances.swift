extension Relation {
    /// Whom people know.
    static let acquaintances: [Relation] = [
        Relation(
            "friend", of: .person, value: .person,
            says: """
                The best friend of {o} is {v}.
                {p} best friend is {v}.
                {v} is the best friend of {o}.
                {s} has been best friends with {v} for years.
                {s} calls {v} a best friend.
                Nobody is a closer friend to {o} than {v}.
                {v} is {p} best friend.
                {p} best friend is called {v}.
                The name of {p} best friend is {v}.
                {p} closest friend is {v}.
                The closest friend of {o} is {v}.
                {v} is {p} closest friend.
                {s} and {v} are best friends.
                {s} is best friends with {v}.
                {s} has {v} as a best friend.
                {s} is a close friend of {v}.
                {p} best mate is {v}.
                Of all friends, {v} is the closest to {o}.
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
                What is the name of {n}'s best friend?
                What is {n}'s best friend called?
                What is the best friend of {n} called?
                Who is {n}'s closest friend?
                Who is best friends with {n}?
                With whom has {n} been best friends for years?
                Whose best friend is {n}?
                Whom does {n} have as a best friend?
                Who is a close friend of {n}?
                Who is {n}'s best mate?
                Which friend is closest to {n}?
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
                {v} is {p} teacher.
                {v} is the teacher of {o}.
                {p} teacher was {v}.
                {p} teacher is called {v}.
                The name of {p} teacher is {v}.
                {s} is taught by {v}.
                {s} has {v} as a teacher.
                {s} is one of the students whom {v} teaches.
                {v} gives lessons to {o}.
                The teacher who taught {o} is {v}.
                {s} was educated by {v}.
                {p} tutor is {v}.
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
                Who is {n}'s teacher?
                Who was {n}'s teacher?
                Who was the teacher of {n}?
                Who teaches {n}?
                What is the name of the teacher of {n}?
                What is {n}'s teacher called?
                Whose student is {n}?
                Who gives lessons to {n}?
                Whom does {n} have as a teacher?
                Which teacher taught {n}?
                By whom was {n} educated?
                Who is {n}'s tutor?
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
                {v} is {p} boss.
                {p} boss is called {v}.
                The name of {p} boss is {v}.
                {p} manager at work is {v}.
                The line manager of {o} is {v}.
                {v} is {p} manager.
                {p} supervisor is {v}.
                {v} is the supervisor of {o}.
                {p} work is supervised by {v}.
                {s} has {v} as a boss.
                The person to whom {s} reports is {v}.
                {v} gives orders to {o}.
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
                Who is {n}'s manager?
                Who is the line manager of {n}?
                Who is {n}'s supervisor?
                Who is the supervisor of {n}?
                Who supervises {n}'s work?
                Who does {n} report to?
                Who does {n} work under?
                What is the name of the boss of {n}?
                What is {n}'s boss called?
                Whom does {n} have as a boss?
                Who gives orders to {n}?
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
                {v} is {p} neighbour.
                {p} neighbour is called {v}.
                The name of {p} neighbour is {v}.
                {p} next-door neighbour is {v}.
                The next-door neighbour of {o} is {v}.
                {v} lives next door to {o}.
                {s} and {v} are neighbours.
                {s} is the neighbour of {v}.
                {s} has a neighbour called {v}.
                {s} lives in the house next door to {v}.
                The person who lives next door to {o} is {v}.
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
                Who is {n}'s next-door neighbour?
                Who is the next-door neighbour of {n}?
                What is the name of the neighbour of {n}?
                What is {n}'s neighbour called?
                Who does {n} live next door to?
                Whose neighbour is {n}?
                Who has {n} as a neighbour?
                Which person lives next door to {n}?
                Which neighbour does {n} have?
                Who lives in the house next door to {n}?
                What is the name of the person next door to {n}?
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
                {v} is {p} doctor.
                {p} doctor is called {v}.
                The name of {p} doctor is {v}.
                {p} family doctor is {v}.
                {p} physician is {v}.
                The physician of {o} is {v}.
                {v} is the physician of {o}.
                {v} is the doctor who treats {o}.
                {s} has {v} as a doctor.
                {s} is in the care of Doctor {v}.
                {s} sees Doctor {v} when feeling ill.
                For medical advice, {s} goes to {v}.
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
                Who is {n}'s physician?
                Who is the physician of {n}?
                Who is {n}'s family doctor?
                Who is the family doctor of {n}?
                What is the name of the doctor of {n}?
                What is {n}'s doctor called?
                Which doctor treats {n}?
                Which doctor does {n} see?
                To which doctor does {n} go?
                Whom does {n} have as a doctor?
                In whose medical care is {n}?
                To whom does {n} go for medical advice?
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
