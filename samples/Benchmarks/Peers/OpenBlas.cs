using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>The few functions of OpenBLAS that a dense network needs. Matrices are row-major.</summary>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101;

    public const int AsIs = 111, Transposed = 112;

    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Library, out _);

    public static string Configuration => Marshal.PtrToStringAnsi(GetConfiguration())!.Trim();

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int threads);

    /// <summary>C ← alpha·op(A)·op(B) + beta·C, C being rows × columns.</summary>
    public static void MultiplyMatrices(int formA, int formB, int rows, int columns, int depth, float alpha, float* a, int strideA, float* b, int strideB, float beta, float* c, int strideC) =>
        Gemm(RowMajor, formA, formB, rows, columns, depth, alpha, a, strideA, b, strideB, beta, c, strideC);

    /// <summary>y ← op(A)·x + beta·y, A being rows × columns.</summary>
    public static void MultiplyVector(int form, int rows, int columns, float* a, float* x, float beta, float* y) =>
        Gemv(RowMajor, form, rows, columns, 1, a, columns, x, 1, beta, y, 1);

    /// <summary>A ← A + alpha·x·yᵀ, A being rows × columns.</summary>
    public static void AddOuterProduct(int rows, int columns, float alpha, float* x, float* y, float* a) =>
        Ger(RowMajor, rows, columns, alpha, x, 1, y, 1, a, columns);

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    private static partial nint GetConfiguration();

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static partial void Gemm(int order, int formA, int formB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);

    [LibraryImport(Library, EntryPoint = "cblas_sgemv")]
    private static partial void Gemv(int order, int form, int m, int n, float alpha, float* a, int lda, float* x, int incx, float beta, float* y, int incy);

    [LibraryImport(Library, EntryPoint = "cblas_sger")]
    private static partial void Ger(int order, int m, int n, float alpha, float* x, int incx, float* y, int incy, float* a, int lda);
}
