internal import COpenBLAS

/// The library for large f32 products.
public enum BLAS {
    /// Whether OpenBLAS is there; without it our own kernels do its work, slower.
    public static let isLoaded = copenblas_load() != 0

    /// The kernels OpenBLAS chose for this CPU, such as "SkylakeX"; empty without it.
    public static var core: String { isLoaded ? unsafe String(cString: copenblas_core()) : "" }

    /// OpenBLAS's version and build options; empty without it.
    public static var configuration: String { isLoaded ? unsafe String(cString: copenblas_config()) : "" }
}
