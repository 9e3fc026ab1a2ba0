internal import MemoryTypes

/// One place where errors become sentences.
extension Failure {
    /// Nil for what the argument parser explains itself.
    package init?(explaining error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let refusal as Refusal: self.init(refusal)
        case is CancellationError: self.init(.interrupted, "Interrupted.")
        default: return nil
        }
    }

    private init(_ refusal: Refusal) {
        let status: ExitStatus =
            switch refusal.code {
            case .storeUnavailable, .databaseUnavailable, .noGeneratorAvailable: .unavailable
            case .badCredential, .tenantMismatch, .scopeMissing: .permission
            case .internalFault: .fault
            default: refusal.isRetryable ? .retry : .refused
            }
        self.init(status, refusal.description, advice: Self.advice(for: refusal))
    }

    private static func advice(for refusal: Refusal) -> String? {
        switch refusal.code {
        case .storeUnavailable: "Is it running? `engram status` and `engram doctor` say more."
        case .noGeneratorAvailable:
            "Generation workers report within seconds of their start; `engram status` lists them."
        case .unknownPool: "`engram pools list` shows what there is; `engram pools create NAME` makes one."
        case .unknownModel: "`engram status` lists the workers and their models."
        case .badCredential: "Give an API key: --key-file FILE, or ENGRAM_KEY_FILE."
        case .scopeMissing: "`engram tenants key` makes keys with other scopes."
        case .positionLimitExceeded: "Ask with fewer --max-tokens, a shorter prompt, or a smaller pool."
        case .idempotencyConflict: "Leave out --id to have one made from the text, or choose another."
        case .poolExists: "Choose another name, or drop the old one: engram pools drop NAME."
        case .retentionDropped, .textPurged, .unknownVersion: "`engram pools show NAME` says what is still there."
        default:
            refusal.retryAfterMilliseconds > 0
                ? "Try again in \(Amounts.milliseconds(UInt64(refusal.retryAfterMilliseconds)))." : nil
        }
    }
}
