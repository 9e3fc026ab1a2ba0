extension Relation {
    /// What people do for a living and for learning.
    static let work: [Relation] = [
        Relation(
            "job", of: .person, value: .job,
            says: """
                {s} works as {a}.
                {s} is {a} by profession.
                {s} earns a living as {a}.
                {p} job is that of {a}.
                {s} has been {a} for many years.
                {s} became {a}.
                {s} pays the bills by working as {a}.
                Ask {o} about work and you will meet {a}.
                """,
            asks: """
                What is the job of {n}?
                What does {n} work as?
                What is the profession of {n}?
                What does {n} do for a living?
                What is {n} by profession?
                As what does {n} earn a living?
                What occupation does {n} have?
                How does {n} pay the bills?
                """,
            checks: """
                Does {n} work as {a}?
                Is {n} {a} by profession?
                Is {n} {a}?
                """,
            changes: """
                {s} no longer works as {aw}; {h} now works as {a}.
                {s} gave up being {aw} and became {a}.
                {s} used to be {aw}, but is now {a}.
                {s} changed from {w} to {v}.
                """),
        Relation(
            "employer", of: .person, value: .company,
            says: """
                {s} is employed by {v}.
                {v} hired {o}.
                {s} joined {v}.
                {s} works for {v}.
                {v} is the employer of {o}.
                {s} has a position at {v}.
                {s} draws a salary from {v}.
                On weekdays {s} can be found at the offices of {v}.
                """,
            asks: """
                Who employs {n}?
                What company hired {n}?
                Which company does {n} work for?
                What is the employer of {n}?
                Where is {n} employed?
                Which company did {n} join?
                From which company does {n} draw a salary?
                At which company does {n} have a position?
                """,
            checks: """
                Is {n} employed by {v}?
                Does {n} work for {v}?
                Did {v} hire {n}?
                """,
            changes: """
                {s} no longer works for {w}; {h} now works for {v}.
                {s} left {w} and joined {v}.
                {s} used to be employed by {w}, but is now employed by {v}.
                {s} quit at {w} and was hired by {v}.
                """),
        Relation(
            "university", of: .person, value: .school,
            says: """
                {s} studied at {v}.
                {s} graduated from {v}.
                {s} went to {v}.
                {v} is where {s} studied.
                {s} holds a degree from {v}.
                {s} was a student at {v}.
                {p} diploma bears the seal of {v}.
                {s} sat the final exams at {v}.
                """,
            asks: """
                Where did {n} study?
                From where did {n} graduate?
                Which university did {n} go to?
                At which school did {n} study?
                From which university does {n} hold a degree?
                Where was {n} a student?
                Whose seal does {n}'s diploma bear?
                Where did {n} sit the final exams?
                """,
            checks: """
                Did {n} study at {v}?
                Did {n} graduate from {v}?
                Was {n} a student at {v}?
                """),
        Relation(
            "subject", of: .person, value: .subject,
            says: """
                {s} studies {v}.
                The subject of {p} studies is {v}.
                {s} has a degree in {v}.
                {s} is reading {v} at university.
                {v} is the subject that {s} studies.
                {s} chose {v} as a field of study.
                {s} spends whole evenings over textbooks of {v}.
                {s} majored in {v}.
                """,
            asks: """
                What does {n} study?
                What is the subject of {n}'s studies?
                In which subject does {n} have a degree?
                What is {n} reading at university?
                Which field of study did {n} choose?
                Which subject does {n} study?
                What did {n} major in?
                Of which subject are {n}'s textbooks?
                """,
            checks: """
                Does {n} study {v}?
                Does {n} have a degree in {v}?
                Is {v} the subject that {n} studies?
                """,
            changes: """
                {s} no longer studies {w}; {h} now studies {v}.
                {s} gave up {w} and now studies {v}.
                {s} switched from {w} to {v}.
                """),
        Relation(
            "language", of: .person, value: .language,
            says: """
                {s} speaks {v}.
                The native language of {o} is {v}.
                {p} mother tongue is {v}.
                {s} grew up speaking {v}.
                {v} is the language that {s} speaks at home.
                At home {s} talks {v}.
                {s} dreams and counts in {v}.
                {s} learned {v} as a small child.
                """,
            asks: """
                What language does {n} speak?
                What is the native language of {n}?
                What is the mother tongue of {n}?
                Which language did {n} grow up speaking?
                Which language does {n} speak at home?
                What is {n}'s language?
                In which language does {n} dream?
                Which language did {n} learn as a small child?
                """,
            checks: """
                Does {n} speak {v}?
                Is {v} the mother tongue of {n}?
                Did {n} grow up speaking {v}?
                """),
    ]
}
