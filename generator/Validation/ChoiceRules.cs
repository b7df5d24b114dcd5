using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Enum values that come from a cast and that the enum doesn't define.</summary>
internal static class ChoiceRules
{
    public static IEnumerable<Finding> Check(NetworkModel model)
    {
        IEnumerable<Finding?> network =
        [
            .. model.Outputs.Select((output, i) => output.Loss is { } loss ? Check(loss, new SourceLocation.Output(i)) : null),
            Check(model.Unroll, new SourceLocation.Network("Unroll")),
            Check(model.Precision, new SourceLocation.Network("Precision")),
        ];
        return network.Concat(model.Layers.SelectMany((layer, i) => Check(layer.Kind, i))).OfType<Finding>();
    }

    private static IEnumerable<Finding?> Check(Layer layer, int index) =>
    [
        layer.Applied is { } activation ? Check(activation, new SourceLocation.Layer(index, Layer.ActivationArgument)) : null,
        layer.DrawnBy is { } initializer ? Check(initializer, new SourceLocation.Layer(index, Layer.InitializerArgument)) : null,
    ];

    /// <summary>A value that its enum doesn't define; null for one that it does.</summary>
    public static Finding? Check<TEnum>(TEnum value, SourceLocation location) where TEnum : struct, Enum =>
        Enum.IsDefined(typeof(TEnum), value) ? null : new(Rules.UndefinedChoice, location, value.ToString(), typeof(TEnum).Name, string.Join(", ", Enum.GetNames(typeof(TEnum))));
}
