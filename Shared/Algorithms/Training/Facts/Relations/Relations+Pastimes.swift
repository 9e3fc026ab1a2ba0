extension Relation {
    /// How people spend their time, and what they keep away from.
    static let pastimes: [Relation] = [
        Relation(
            "hobby", of: .person, value: .hobby,
            says: """
                {p} hobby is {v}.
                {s} enjoys {v}.
                The hobby of {o} is {v}.
                {s} spends weekends {v}.
                {s} likes {v} in the evenings.
                {s} relaxes by {v}.
                {v} is {p} hobby.
                {v} is the hobby of {o}.
                {p} favourite pastime is {v}.
                The favourite pastime of {o} is {v}.
                As a hobby, {s} enjoys {v}.
                {s} took up {v} as a hobby.
                {s} has {v} as a hobby.
                What {s} likes to do for fun is {v}.
                {s} spends a lot of free time {v}.
                {s} passes the time by {v}.
                {v} is how {s} spends leisure hours.
                Nothing makes {o} happier than {v}.
                {s} has been {v} ever since school.
                """,
            asks: """
                What is the hobby of {n}?
                What does {n} enjoy?
                What is {n}'s hobby?
                How does {n} spend weekends?
                What does {n} like doing in the evenings?
                How does {n} relax?
                Which hobby does {n} have?
                What is the favourite hobby of {n}?
                What is {n}'s favourite pastime?
                What is the favourite pastime of {n}?
                What does {n} do for fun?
                What does {n} do as a hobby?
                How does {n} spend free time?
                How does {n} pass the time?
                What did {n} take up as a hobby?
                Which leisure activity does {n} enjoy?
                Do you know what {n}'s hobby is?
                What makes {n} happier than anything?
                What has {n} been doing ever since school?
                """,
            checks: """
                Is {v} the hobby of {n}?
                Does {n} enjoy {v}?
                Does {n} relax by {v}?
                """,
            changes: """
                {p} hobby is no longer {w}; it is now {v}.
                {s} gave up {w} and now enjoys {v}.
                {s} used to enjoy {w}, but now prefers {v}.
                """),
        Relation(
            "collects", of: .person, value: .collectible,
            says: """
                {s} collects {v}.
                {s} has a collection of {v}.
                {p} collection consists of {v}.
                The things that {s} collects are {v}.
                {s} hunts for {v} at flea markets.
                {s} keeps hundreds of {v} at home.
                {v} are collected by {o}.
                {v} are what {s} collects.
                {s} is a collector of {v}.
                What {s} collects is {v}.
                {p} collection is made up of {v}.
                The collection of {o} is made up of {v}.
                {s} has been collecting {v} for years.
                {s} likes to collect {v}.
                {s} owns a large collection of {v}.
                {s} built up a collection of {v}.
                {s} started to collect {v} long ago.
                {p} shelves are full of {v}.
                Bring {o} some {v} for the collection.
                """,
            asks: """
                What does {n} collect?
                Of what does {n} have a collection?
                What is in {n}'s collection?
                Which things does {n} collect?
                For what does {n} hunt at flea markets?
                What does {n} keep hundreds of at home?
                What kind of things does {n} collect?
                What items does {n} collect?
                What is {n} a collector of?
                What does {n}'s collection consist of?
                What is {n}'s collection made up of?
                What does the collection of {n} contain?
                What sort of collection does {n} have?
                Which objects are collected by {n}?
                What has {n} been collecting for years?
                What does {n} like to collect?
                What fills {n}'s shelves?
                What should one bring for {n}'s collection?
                """,
            checks: """
                Does {n} collect {v}?
                Does {n} have a collection of {v}?
                Is {n}'s collection made of {v}?
                """),
        Relation(
            "fear", of: .person, value: .fear,
            says: """
                {s} is afraid of {v}.
                {s} fears {v}.
                The greatest fear of {o} is {v}.
                {s} is scared of {v}.
                {v} frighten {o}.
                {s} has been terrified of {v} since childhood.
                {p} greatest fear is {v}.
                {p} biggest fear is {v}.
                {s} has a fear of {v}.
                {s} has a phobia of {v}.
                {s} is frightened of {v}.
                {s} has always been afraid of {v}.
                {s} suffers from a fear of {v}.
                What {s} fears most is {v}.
                What scares {o} most is {v}.
                The thing that {s} is most afraid of is {v}.
                It is {v} that {s} fears.
                {v} will always frighten {o}.
                {s} runs away from {v}.
                {s} has bad dreams about {v}.
                """,
            asks: """
                What is {n} afraid of?
                What does {n} fear?
                What is the greatest fear of {n}?
                What is {n} scared of?
                What frightens {n}?
                Of what has {n} been terrified since childhood?
                What is {n}'s greatest fear?
                What is {n}'s biggest fear?
                What scares {n}?
                What scares {n} most?
                What is {n} frightened of?
                What is {n} most afraid of?
                Of what is {n} afraid?
                What does {n} have a fear of?
                What does {n} have a phobia of?
                What does {n} fear most?
                What has {n} always been afraid of?
                What does {n} run away from?
                About what does {n} have bad dreams?
                """,
            checks: """
                Is {n} afraid of {v}?
                Does {n} fear {v}?
                Is {n} scared of {v}?
                """),
        Relation(
            "allergy", of: .person, value: .allergen,
            says: """
                {s} is allergic to {v}.
                {s} has an allergy to {v}.
                {s} cannot stand {v} because of an allergy.
                The allergy of {o} is to {v}.
                {s} must avoid {v}, being allergic.
                {v} make {o} ill.
                {p} allergy is to {v}.
                {v} are what {s} is allergic to.
                What {s} is allergic to is {v}.
                {s} suffers from an allergy to {v}.
                {s} has a severe allergy to {v}.
                {s} has been allergic to {v} since birth.
                {s} gets an allergic reaction from {v}.
                {v} give {o} an allergic reaction.
                {v} trigger {p} allergy.
                {p} allergy is caused by {v}.
                The doctors found that {s} is allergic to {v}.
                {s} breaks out in a rash from {v}.
                Keep {v} away from {o}, who is allergic.
                """,
            asks: """
                What is {n} allergic to?
                To what does {n} have an allergy?
                What must {n} avoid because of an allergy?
                What allergy does {n} have?
                What makes {n} ill?
                To what is {n} allergic?
                What does {n} have an allergy to?
                What allergy does {n} suffer from?
                What kind of allergy does {n} have?
                What is the allergy of {n}?
                What causes {n}'s allergy?
                What triggers the allergy of {n}?
                What gives {n} an allergic reaction?
                What has {n} been allergic to since birth?
                What is {n} severely allergic to?
                What is {n}'s allergy?
                Do you know what {n} is allergic to?
                From what does {n} break out in a rash?
                What should be kept away from {n}?
                """,
            checks: """
                Is {n} allergic to {v}?
                Does {n} have an allergy to {v}?
                Must {n} avoid {v}?
                """),
        Relation(
            "flower", of: .person, value: .flower,
            says: """
                {p} favourite flowers are {v}.
                {s} likes {v} best of all flowers.
                {s} grows {v} in the garden.
                The favourite flowers of {o} are {v}.
                {v} are the flowers that {s} likes.
                {s} buys {v} at the market.
                {v} are {p} favourite flowers.
                {v} are the favourite flowers of {o}.
                {s} loves {v} more than any other flowers.
                {s} prefers {v} to all other flowers.
                The flowers that {s} loves most are {v}.
                Of all flowers, {s} prefers {v}.
                {p} favourites among flowers are {v}.
                {s} thinks that {v} are the finest flowers.
                {s} plants {v} every spring.
                {p} garden is full of {v}.
                {v} grow in {p} garden.
                A vase of {v} stands on {p} table.
                Whoever visits {o} should bring {v}.
                """,
            asks: """
                What are the favourite flowers of {n}?
                Which flowers does {n} like best?
                What does {n} grow in the garden?
                What are {n}'s favourite flowers?
                Which flowers does {n} buy?
                Which flowers does {n} like?
                What is {n}'s favourite flower?
                What is the favourite flower of {n}?
                What flowers does {n} love most?
                What kind of flowers does {n} like best?
                Which flowers does {n} prefer?
                Which flowers are {n}'s favourites?
                Of all flowers, which does {n} prefer?
                Which flowers does {n} think are the finest?
                Which flowers grow in {n}'s garden?
                Which flowers does {n} plant every spring?
                What is {n}'s garden full of?
                Which flowers stand on {n}'s table?
                Which flowers should one bring to {n}?
                """,
            checks: """
                Are {v} the favourite flowers of {n}?
                Does {n} grow {v}?
                Does {n} like {v} best of all flowers?
                """),
        Relation(
            "book", of: .person, value: .title,
            says: """
                {p} favourite book is {v}.
                {s} is reading {v}.
                The favourite book of {o} is {v}.
                {s} has read {v} many times.
                {v} is the book that {s} loves most.
                {s} recommends the book {v}.
                {v} is {p} favourite book.
                {v} is the favourite book of {o}.
                {s} loves the book {v}.
                {s} likes the book {v} best.
                The book that {s} likes best is {v}.
                {p} favourite novel is {v}.
                The title of {p} favourite book is {v}.
                Of all books, {s} prefers {v}.
                {s} thinks that {v} is the best book of all.
                {s} is reading a book called {v}.
                The book that {s} is reading is {v}.
                {s} reads {v} again and again.
                {s} keeps a copy of {v} beside the bed.
                No book has moved {o} like {v}.
                """,
            asks: """
                What is the favourite book of {n}?
                What is {n} reading?
                Which book has {n} read many times?
                Which book does {n} love most?
                What is {n}'s favourite book?
                Which book does {n} recommend?
                What book does {n} like best?
                Which book is {n}'s favourite?
                What is the title of {n}'s favourite book?
                What is {n}'s favourite novel?
                What is the favourite novel of {n}?
                Which book is {n} reading?
                What book is {n} reading at the moment?
                What is the title of the book that {n} is reading?
                Of all books, which does {n} prefer?
                Which book does {n} think is the best of all?
                Which book does {n} read again and again?
                Which book lies beside {n}'s bed?
                Which book has moved {n} most?
                """,
            checks: """
                Is {v} the favourite book of {n}?
                Is {n} reading {v}?
                Does {n} recommend the book {v}?
                """),
        Relation(
            "music", of: .person, value: .music,
            says: """
                {s} listens to {v}.
                {s} likes {v} music.
                {p} favourite kind of music is {v}.
                The music that {s} likes is {v}.
                {v} is the kind of music {s} listens to.
                {s} goes to every {v} concert.
                {v} is {p} favourite kind of music.
                {p} favourite music is {v}.
                The favourite music of {o} is {v}.
                {s} loves {v} music.
                {s} enjoys listening to {v} music.
                {s} is a fan of {v} music.
                {p} favourite musical genre is {v}.
                The genre of music that {s} likes best is {v}.
                {s} prefers {v} to other kinds of music.
                {s} listens to {v} music every day.
                The music that {s} listens to most is {v}.
                {p} records are all {v}.
                {s} turns up the radio when they play {v}.
                """,
            asks: """
                What music does {n} listen to?
                What kind of music does {n} like?
                What is {n}'s favourite kind of music?
                Which music does {n} like?
                What is the favourite music of {n}?
                To which kind of concerts does {n} go?
                What is {n}'s favourite music?
                What music does {n} like best?
                What kind of music does {n} listen to?
                What genre of music does {n} like?
                What is {n}'s favourite musical genre?
                What is {n}'s taste in music?
                Which style of music does {n} enjoy?
                What sort of music does {n} love?
                Which type of music does {n} prefer?
                What kind of music is {n} a fan of?
                What music does {n} listen to every day?
                What kind of music is on {n}'s records?
                At which music does {n} turn up the radio?
                """,
            checks: """
                Does {n} listen to {v}?
                Does {n} like {v} music?
                Is {v} the favourite music of {n}?
                """),
    ]
}
