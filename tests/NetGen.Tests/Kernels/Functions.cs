using System.Runtime.CompilerServices;
using NetGen.Kernels;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Kernels;

/// <summary>An elementary function and its reference.</summary>
internal interface IFunction
{
    static abstract string Name { get; }

    /// <summary>The largest permitted error, in units in the last place of the exact result.</summary>
    static abstract double Bound { get; }

    static abstract T Of<T>(T x) where T : struct, ILanes<T>;

    static abstract double Reference(double x);
}

internal readonly struct Exp : IFunction
{
    public static string Name => "exp";
    public static double Bound => 1.06;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.Exp(x);
    public static double Reference(double x) => Math.Exp(x);
}

internal readonly struct Expm1 : IFunction
{
    public static string Name => "expm1";
    public static double Bound => 1.45;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.Expm1(x);
    public static double Reference(double x) => Mathematics.Expm1(x);
}

internal readonly struct Log : IFunction
{
    public static string Name => "log";
    public static double Bound => 0.95;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.Log(x);
    public static double Reference(double x) => Math.Log(x);
}

internal readonly struct Log1p : IFunction
{
    public static string Name => "log1p";
    public static double Bound => 1.55;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.Log1p(x);
    public static double Reference(double x) => Mathematics.Log1p(x);
}

internal readonly struct Tanh : IFunction
{
    public static string Name => "tanh";
    public static double Bound => 1.95;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.Tanh(x);
    public static double Reference(double x) => Math.Tanh(x);
}

internal readonly struct Sigmoid : IFunction
{
    public static string Name => "sigmoid";
    public static double Bound => 2.5;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.Sigmoid(x);
    public static double Reference(double x) => SpecialFunctions.Sigmoid(x);
}

internal readonly struct Erf : IFunction
{
    public static string Name => "erf";
    public static double Bound => 1.8;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.Erf(x);
    public static double Reference(double x) => SpecialFunctions.Erf(x);
}

internal readonly struct NormalCdf : IFunction
{
    public static string Name => "Φ";
    public static double Bound => 6.6;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T x) where T : struct, ILanes<T> => VectorMath.NormalCdf(x);
    public static double Reference(double x) => Mathematics.NormalCdf(x);
}
