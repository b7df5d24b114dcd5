using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Emit;

/// <summary>A parameter of an emitted method, as it is declared and as it is passed on.</summary>
internal sealed record Parameter(string Declaration, string Argument)
{
    public static Parameter X { get; } = Ref("x");

    public static Parameter Y { get; } = Ref("y");

    public static Parameter Targets { get; } = Ref("targets");

    /// <summary>The gradients of the outputs.</summary>
    public static Parameter Dy { get; } = Ref("dy");

    /// <summary>The gradients of the inputs.</summary>
    public static Parameter Dx { get; } = Ref("dx");

    /// <summary>The parameter block.</summary>
    public static Parameter W { get; } = Ref("w");

    /// <summary>The gradients of the parameter block.</summary>
    public static Parameter G { get; } = Ref("g");

    public static Parameter Scratch { get; } = Ref("scratch");

    /// <summary>What a block of frames keeps for its backward pass.</summary>
    public static Parameter Kept { get; } = Ref("kept");

    /// <summary>What a stream or a piece remembers.</summary>
    public static Parameter State { get; } = Ref("state");

    /// <summary>What later frames pass to the backward pass of earlier ones.</summary>
    public static Parameter Carried { get; } = Ref("carried");

    /// <summary>The row of the histories for a block's first frame.</summary>
    public static Parameter Position { get; } = Int("position");

    /// <summary>The first frames of a block, whose losses don't count.</summary>
    public static Parameter Skipped { get; } = Int("skipped");

    public static Parameter Batch { get; } = new("BatchState batch", "batch");

    public static Parameter Rows { get; } = Int("rows");

    /// <summary>The factor of a sample's loss gradient.</summary>
    public static Parameter Scale { get; } = new("float scale", "scale");

    /// <summary>Minus the learning rate; 0 where gradients are stored.</summary>
    public static Parameter Step { get; } = new("float step", "step");

    public static Parameter Accumulate { get; } = new("bool accumulate", "accumulate");

    /// <summary>The layers that are trained, and the weights of the samples: of a type of its own, so that the JIT sees constants where there is nothing to select; by reference, since an empty value would be copied.</summary>
    public static Parameter Options { get; } = new("ref TOptions options", "ref options");

    /// <summary>The constraint of their type.</summary>
    public const string OfOptions = "where TOptions : struct, IGradientOptions<TOptions>";

    /// <summary>The range of a layer's outputs that is computed.</summary>
    public static Parameter Selection { get; } = new("LayerRange range", "range");

    public static Parameter Int(string name) => new($"int {name}", name);

    public static string Declare(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(parameter => parameter.Declaration));

    public static string Pass(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(parameter => parameter.Argument));

    /// <summary>The types that a method with some parameters is generic over, besides a vector's.</summary>
    /// <param name="lanes">The vector's type; null for none.</param>
    public static string Types(IReadOnlyCollection<Parameter> parameters, string? lanes = "T") =>
        (lanes, parameters.Contains(Options)) switch { (null, false) => "", (null, true) => "<TOptions>", (_, false) => $"<{lanes}>", (_, true) => $"<{lanes}, TOptions>" };

    /// <summary>The constraints of these types.</summary>
    public static string Constraints(IReadOnlyCollection<Parameter> parameters, bool hasLanes = true) =>
        $"{(hasLanes ? $" {MethodWriter.Generic}" : "")}{(parameters.Contains(Options) ? $" {OfOptions}" : "")}";

    private static Parameter Ref(string name) => new($"ref float {name}", $"ref {name}");
}
