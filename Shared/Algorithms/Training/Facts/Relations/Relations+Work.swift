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
                {s} is {a}.
                {s} is employed as {a}.
                {s} has a job as {a}.
                {s} is {a} by trade.
                {s} is {a} by occupation.
                By profession {s} is {a}.
                {p} profession is that of {a}.
                The occupation of {o} is that of {a}.
                {s} makes a living as {a}.
                {s} chose a career as {a}.
                {s} took a job as {a}.
                For a living, {s} works as {a}.
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
                What is {n}'s job?
                What is {n}'s profession?
                What job does {n} do?
                What does {n} do for work?
                As what does {n} work?
                What is {n} employed as?
                What is {n} by trade?
                What is {n} by occupation?
                What does {n} earn a living as?
                Which profession did {n} choose?
                Which career did {n} choose?
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
                {p} employer is {v}.
                The employer of {o} is {v}.
                {v} employs {o}.
                {s} works at {v}.
                {s} has a job at {v}.
                {s} is an employee of {v}.
                {s} was hired by {v}.
                {s} is on the payroll of {v}.
                {s} took a job with {v}.
                The company that {s} works for is {v}.
                {v} is the company that employs {o}.
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
                Who is {n}'s employer?
                Who is the employer of {n}?
                Which company employs {n}?
                For which company does {n} work?
                By which company is {n} employed?
                Which company does {n} work at?
                Which firm does {n} work for?
                By which company was {n} hired?
                What is the name of {n}'s employer?
                Of which company is {n} an employee?
                With which company did {n} take a job?
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
                {s} attended {v}.
                {s} was educated at {v}.
                {s} is a graduate of {v}.
                {s} is a former student of {v}.
                {s} earned a degree at {v}.
                {s} took a degree at {v}.
                {s} was enrolled at {v}.
                {p} alma mater is {v}.
                The alma mater of {o} is {v}.
                {v} is the school that {s} attended.
                The school from which {s} graduated is {v}.
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
                Which university did {n} attend?
                Which school did {n} attend?
                At which university did {n} study?
                Which university did {n} graduate from?
                What is {n}'s alma mater?
                What is the alma mater of {n}?
                Where was {n} educated?
                Where did {n} earn a degree?
                Of which university is {n} a graduate?
                At which university was {n} enrolled?
                What is the name of {n}'s university?
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
                {p} subject is {v}.
                {p} field of study is {v}.
                {v} is {p} field of study.
                The field of study of {o} is {v}.
                {s} is studying {v}.
                {s} is a university student of {v}.
                {s} is studying for a degree in {v}.
                {p} degree is in {v}.
                {p} major is {v}.
                At university, {s} studies {v}.
                {s} specialises in {v}.
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
                What is {n} studying?
                What subject is {n} studying?
                What is {n}'s field of study?
                What is the field of study of {n}?
                What does {n} study at university?
                What is {n}'s degree in?
                Which subject is {n} a student of?
                In which subject does {n} specialise?
                Which subject did {n} choose to study?
                Which subject is {n}'s major?
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
                {p} native language is {v}.
                {p} first language is {v}.
                The mother tongue of {o} is {v}.
                The first language of {o} is {v}.
                {p} language is {v}.
                {v} is {p} mother tongue.
                {v} is {p} native language.
                {s} is a native speaker of {v}.
                {s} speaks {v} at home.
                {s} speaks {v} as a first language.
                The language that {s} speaks is {v}.
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
                What is {n}'s mother tongue?
                What is {n}'s native language?
                What is the first language of {n}?
                What is {n}'s first language?
                Which language is {n}'s mother tongue?
                Of which language is {n} a native speaker?
                Which language does {n} speak as a first language?
                What language is spoken at {n}'s home?
                Which language does {n} speak?
                Do you know which language {n} speaks?
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
