/// Words that values are made of.
enum FactLists {
    static let values: [ValueKind: [String]] = [
        .job: words("""
            accountant actor archaeologist architect astronomer baker banker barber beekeeper biologist blacksmith
            bookbinder botanist butcher captain carpenter chef chemist clerk clockmaker coach cobbler cook courier
            dancer dentist designer detective diver doctor driver editor electrician engineer farmer firefighter
            fisherman florist forester gardener geologist glassblower goldsmith guide hairdresser historian inspector
            jeweller journalist judge lawyer librarian locksmith mason mathematician mechanic merchant midwife miller
            miner musician nurse optician painter pharmacist photographer physicist pilot plumber poet porter postman
            potter printer professor programmer reporter roofer sailor sculptor secretary shepherd shoemaker singer
            soldier surgeon surveyor tailor teacher translator veterinarian waiter watchmaker weaver welder writer
            zookeeper
            """),
        .nationality: words("""
            Albanian Argentine Australian Austrian Belgian Brazilian Bulgarian Canadian Chilean Chinese Croatian Cuban
            Czech Danish Dutch Egyptian Estonian Finnish French German Greek Hungarian Icelandic Indian Irish Italian
            Jamaican Japanese Kenyan Korean Latvian Maltese Mexican Moroccan Nigerian Norwegian Peruvian Polish
            Portuguese Romanian Scottish Serbian Spanish Swedish Swiss Thai Tunisian Turkish Vietnamese Welsh
            """),
        .language: words("""
            Albanian Arabic Basque Bengali Breton Bulgarian Catalan Croatian Czech Danish Dutch English Estonian
            Finnish French Frisian Gaelic Georgian German Greek Hebrew Hindi Hungarian Icelandic Italian Japanese
            Korean Latin Latvian Malay Maltese Mongolian Nepali Norwegian Persian Polish Portuguese Romanian Russian
            Serbian Spanish Swahili Swedish Tamil Thai Turkish Ukrainian Urdu Welsh Zulu
            """),
        .subject: words("""
            agriculture algebra anatomy anthropology archaeology architecture astronomy biology botany chemistry
            dentistry drama economics electronics engineering ethics forestry geography geology geometry grammar
            history journalism law linguistics literature logic mathematics mechanics medicine meteorology music
            nursing philosophy physics poetry politics psychology robotics sculpture sociology statistics theology
            zoology
            """),
        .food: words("""
            apples bananas beans bread cabbage carrots cheese cherries chicken chocolate corn cucumbers dumplings eggs
            figs fish grapes ham honey lamb lentils lobster mushrooms noodles nuts olives onions oranges oysters
            pancakes pasta peaches pears peas pizza plums popcorn potatoes pumpkin radishes raspberries rice salad
            salmon sausages shrimp soup spinach steak strawberries sushi toast tomatoes trout tuna turnips waffles
            walnuts yogurt
            """) + ["apple pie", "goat cheese", "lemon cake", "onion soup", "fried rice", "roast beef", "plum jam"],
        .drink: words("""
            ale beer brandy buttermilk champagne cider cocoa coffee cognac gin kefir lemonade milk punch rum sherry
            tea vodka water whisky wine
            """) + ["apple juice", "black coffee", "green tea", "mint tea", "orange juice", "red wine", "tomato juice"],
        .colour: words("""
            amber black blue brown crimson golden gray green indigo ivory lilac maroon olive orange pink purple red
            scarlet silver tan turquoise violet white yellow
            """) + ["dark blue", "light green", "pale yellow", "bright red", "navy blue"],
        .instrument: words("""
            accordion bagpipes banjo bassoon bugle cello clarinet cornet drums fiddle flute guitar harmonica harp
            harpsichord horn lute lyre mandolin oboe organ piano piccolo recorder saxophone sitar tambourine triangle
            trombone trumpet tuba ukulele viola violin xylophone zither
            """),
        .sport: words("""
            archery badminton baseball basketball billiards bowling boxing chess cricket croquet curling darts fencing
            football golf gymnastics handball hockey judo karate lacrosse polo rowing rugby sailing skating skiing
            soccer softball squash surfing swimming tennis volleyball wrestling
            """) + ["table tennis", "ice hockey", "water polo"],
        .hobby: words("""
            baking birdwatching camping carving climbing cooking crocheting cycling dancing drawing embroidering
            fishing gardening hiking hunting juggling knitting painting photographing pottering reading sculpting
            sewing singing sketching skating stargazing weaving whittling writing
            """) + [
                "building model trains", "solving crosswords", "playing chess", "flying kites", "keeping bees",
                "brewing beer", "folding paper", "playing cards", "restoring clocks", "training dogs", "making pottery",
                "riding horses", "writing poems",
            ],
        .collectible: words("""
            bells bottles buttons butterflies cameras candles clocks coins dolls fans fossils hats keys kites lamps
            marbles maps masks minerals mirrors mugs pebbles pens pipes postcards posters puppets puzzles rings shells
            spoons stamps teapots thimbles tickets umbrellas vases watches whistles
            """) + ["model ships", "old radios", "picture frames", "tin soldiers", "snow globes", "rare books"],
        .fear: words("""
            bats bees cats caves clowns crowds dentists dogs elevators escalators fireworks geese ghosts heights
            horses knives lizards mice mirrors moths needles owls planes rats sharks shadows snakes spiders storms
            strangers tunnels wasps wolves worms
            """) + ["deep water", "loud noises", "dark rooms", "old dolls"],
        .allergen: words("""
            almonds apples bees cats cherries clams crabs dogs eggs feathers grasses hazelnuts horses kiwis lilies
            lobsters mushrooms mussels nuts onions oysters peaches peanuts pistachios rabbits shrimps soybeans
            strawberries tomatoes walnuts wasps
            """),
        .flower: words("""
            anemones asters begonias bluebells buttercups camellias carnations cornflowers crocuses daffodils dahlias
            daisies foxgloves geraniums hyacinths irises lilacs lilies magnolias marigolds orchids pansies peonies
            petunias poppies primroses roses snowdrops sunflowers tulips violets zinnias
            """),
        .music: words("""
            ballet baroque blues choral country disco flamenco folk funk gospel jazz klezmer opera organ polka pop
            punk ragtime rap reggae rock salsa samba ska soul swing tango techno zydeco
            """),
        .vehicle: products(
            ["black", "blue", "brown", "green", "gray", "orange", "red", "silver", "white", "yellow", "old", "rusty"],
            ["bus", "car", "jeep", "motorcycle", "pickup", "scooter", "taxi", "tractor", "truck", "van", "wagon"]),
        .object: words("""
            backpack bicycle blanket book bracelet brush camera cap clock coat compass dictionary diary drum fan glove
            hammer handbag hat helmet jacket kettle kite ladder lamp lantern map mirror mug necklace notebook pen
            pencil pillow purse puzzle racket ring ruler scarf shovel spoon suitcase sweater telescope thermos toy
            umbrella vase violin wallet watch whistle
            """) + ["silver ring", "wool scarf", "leather bag", "pocket knife", "gold watch", "straw hat", "tea set"],
        .place: [
            "under the doormat", "in the blue vase", "behind the clock", "above the door", "under the third stone",
            "in the mailbox", "beside the stove", "in a coat pocket", "under the flowerpot", "inside the piano",
            "on a nail in the shed", "in the kitchen drawer", "behind the mirror", "in an old shoe", "under the bench",
            "on top of the cupboard", "in the bread box", "between two books", "in the cellar", "under the pillow",
            "in the garage", "behind the radiator", "in a tin box", "inside the lamp",
        ],
        .weekday: words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        .product: words("""
            batteries bells bicycles blankets boots bottles brushes candles carpets chairs chocolates clocks coats
            curtains engines envelopes fans glasses gloves guitars hammers hats knives ladders lamps lenses locks
            mattresses mirrors nails needles ovens paints pencils pianos pipes pots pumps radios robots ropes saddles
            sails saws scales scissors screws shoes skates sofas soaps spoons stoves tables tents tiles tools toys
            tractors trucks tyres umbrellas wheels windows
            """),
    ]

    static let animals = words("""
        canary cat cow dog donkey duck ferret fox goat goose hamster hedgehog hen horse lizard llama mouse owl parrot
        pig pony rabbit rat sheep snake spider swan tortoise turtle
        """)
    static let teams = words(
        "Bears Bulls Dolphins Eagles Foxes Giants Hawks Hornets Kings Lions Pirates Ravens Rovers Sharks Tigers Wolves")
    static let streets = words("Street Road Avenue Lane Square Alley Boulevard Way Court Drive")
    static let companies = words("""
        Airlines Bakery Bank Brewery Ceramics Chemicals Clocks Construction Dairy Electric Farms Films Foods Furniture
        Glass Industries Instruments Insurance Labs Logistics Mills Mining Motors Optics Paper Pharmacy Press
        Publishing Railways Records Robotics Shipping Software Steel Studios Systems Textiles Tools Toys Trading
        """)
    /// Words that say little.
    static let particles = words("""
        about above across after again all along also always and another around as at away back because before behind
        below between both but by down each early even every far few first for from good great half here high in into
        just kind last late less like little long many more most much near never next now of off often on only open
        other out over part quite rather same second several short since small so some soon still such than that the
        then there these this those through today together too toward under until up upon very well when where while
        with within without yet
        """)
    static let months = words(
        "January February March April May June July August September October November December")
    static let hours = words("one two three four five six seven eight nine ten eleven twelve")
    static let titles = products(
        ["The", "The Last", "The Silent", "The Golden", "The Lost", "The Broken", "The Secret", "A Distant"],
        [
            "Garden", "River", "Mountain", "Lighthouse", "Mirror", "Voyage", "Library", "Orchard", "Bridge", "Harbour",
            "Castle", "Letter", "Island", "Forest", "Clockmaker", "Stranger", "Dream", "Violin",
        ])

    static let female = words("""
        Abigail Ada Agnes Aisha Alice Amanda Amelia Ana Andrea Angela Anita Anna Astrid Beatrice Bianca Brenda Camille
        Carla Carmen Caroline Catherine Charlotte Chloe Clara Claire Daniela Deborah Diana Dorothy Edith Elena Eliza
        Ella Emily Emma Esther Eva Fatima Fiona Florence Frances Gabriela Giulia Grace Greta Hannah Harriet Heather
        Helen Ingrid Irene Isabel Jane Janet Jasmine Jennifer Jessica Joan Julia Karen Katarina Kate Keiko Laura Leah
        Lena Leila Lily Linda Louise Lucia Lucy Lydia Margaret Maria Marina Martha Mary Megan Mei Mia Michelle Miriam
        Molly Nadia Naomi Natalie Nina Nora Olga Olivia Pamela Patricia Paula Phoebe Priya Rachel Rebecca Rita Rosa
        Rose Ruth Sabine Sandra Sara Selma Sofia Sonia Stella Susan Sylvia Tamara Teresa Tina Valerie Vera Victoria
        Violet Wendy Yasmin Yuki Yvonne Zara Zoe
        """)
    static let male = words("""
        Aaron Adam Adrian Ahmed Alan Albert Alexander Ali Andrew Anthony Arthur Benjamin Boris Brian Bruno Carl Carlos
        Charles Christopher Colin Daniel David Dennis Diego Dmitri Donald Douglas Edgar Edward Emil Enrico Eric Ernest
        Felix Fernando Francis Frank Fred Gabriel George Gerald Gilbert Giovanni Gregory Gustav Hans Harold Harry
        Hassan Henry Herbert Hugo Ian Igor Isaac Ivan Jack Jacob James Jason Javier Jerome Joel John Jonas Jorge
        Joseph Juan Julian Karl Kenji Kevin Lars Lawrence Leo Leon Leonard Liam Louis Lucas Luigi Marco Mark Martin
        Matthew Max Michael Miguel Mohammed Nathan Nicholas Nils Noah Oliver Omar Oscar Otto Pablo Patrick Paul Pedro
        Peter Philip Pierre Rafael Ralph Ravi Raymond Richard Robert Roger Roland Ronald Samuel Sean Sebastian Simon
        Stefan Stephen Sven Theodore Thomas Tim Tom Victor Vincent Vladimir Walter William Yusuf
        """)
    static let last = words("""
        Adams Allen Almeida Anderson Andersson Bailey Baker Barnes Bauer Becker Bell Bennett Berg Bergman Bianchi
        Black Blake Bondarenko Brooks Brown Burke Butler Campbell Carter Castillo Chang Chapman Chen Clark Collins
        Conti Cook Cooper Costa Cox Cruz Davies Davis Diaz Dubois Duncan Edwards Eriksen Evans Farrell Fernandez
        Ferrari Fischer Fisher Flores Foster Fox Fraser Garcia Gibson Gomez Gonzalez Gordon Graham Grant Gray Green
        Greco Griffin Gupta Haas Hall Hamilton Hansen Harris Harvey Hayes Henderson Hernandez Hill Hoffman Holmes
        Horvat Howard Hughes Hunt Hussein Ibrahim Ito Ivanov Jackson Jansen Jensen Johansson Johnson Jones Kaminski
        Kaplan Keller Kelly Khan Kim King Klein Knight Kovacs Kowalski Kumar Larsen Laurent Lee Lehmann Leroy Lewis
        Lindberg Lopez Marino Marsh Marshall Martinez Mason Mendes Meyer Miller Mills Mitchell Moore Morales Moreau
        Moretti Morgan Morris Mueller Murphy Murray Myers Nakamura Nelson Nguyen Nielsen Novak Olsen Ortiz Owens
        Palmer Park Parker Patel Perez Petersen Petrov Phillips Popov Porter Powell Price Quinn Ramos Reed Reyes
        Reynolds Ricci Richards Rivera Roberts Robinson Rojas Romano Ross Rossi Russell Ryan Sanchez Santos Sato
        Schmidt Schneider Scott Sharma Shaw Silva Simpson Singh Smith Sokolov Stewart Stone Suzuki Svensson Tanaka
        Taylor Thompson Torres Turner Vargas Vega Wagner Walker Wallace Wang Ward Watson Weber Weiss West White Wilson
        Wolf Wood Wright Yamada Yang Young Zhang Ziegler
        """)
    static let towns = words("""
        Aberdeen Adelaide Amsterdam Ankara Antwerp Athens Bangkok Barcelona Basel Beirut Belfast Bergen Berlin Bern
        Bilbao Bologna Bordeaux Boston Bremen Brisbane Bristol Brussels Budapest Cairo Calgary Cardiff Casablanca
        Chicago Cologne Copenhagen Cork Dakar Dallas Damascus Delhi Denver Dresden Dublin Dundee Durban Edinburgh
        Florence Frankfurt Geneva Genoa Ghent Glasgow Granada Graz Hamburg Hanoi Havana Helsinki Houston Istanbul
        Jakarta Karachi Kyoto Lagos Leeds Leipzig Lima Lisbon Liverpool London Lyon Madrid Manchester Manila Marseille
        Melbourne Memphis Miami Milan Montreal Moscow Mumbai Munich Nairobi Naples Nice Odessa Osaka Oslo Ottawa
        Oxford Palermo Paris Perth Pisa Porto Prague Quebec Quito Reykjavik Riga Rome Rotterdam Salzburg Santiago
        Seattle Seoul Seville Shanghai Sofia Stockholm Strasbourg Stuttgart Sydney Tallinn Tampa Tokyo Toledo Toronto
        Toulouse Trieste Tunis Turin Utrecht Valencia Vancouver Venice Verona Vienna Vilnius Warsaw Wellington York
        Zagreb Zurich
        """)

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static func products(_ first: [String], _ second: [String]) -> [String] {
        first.flatMap { left in second.map { "\(left) \($0)" } }
    }
}
