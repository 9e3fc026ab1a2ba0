/// e^x to within a few units in the last place, from arithmetic alone: equal logits give equal choices anywhere.
///
///     e^x = 2^n e^r,  n = round(x / ln 2),  |r| <= ln 2 / 2;  e^r by its series to r^13 / 13!
package func exponential(_ x: Double) -> Double {
    guard x > -745 else { return 0 }
    guard x < 709 else { return .infinity }
    let power = (x * 1.442_695_040_888_963_4).rounded()
    let rest = (x - power * 0x1.62e42fefa0000p-1) - power * 0x1.cf79abc9e3b3ap-40
    var sum = 1.0
    for term in stride(from: 13.0, through: 1, by: -1) { sum = 1 + sum * rest / term }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
}
