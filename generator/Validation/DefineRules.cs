using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Whether a class's <c>Define</c> can be read, and fits its attributes.</summary>
internal static class DefineRules
{
    public static IEnumerable<Finding> Check(NetworkDeclaration declaration)
    {
        (DefineForm form, string name) = (declaration.Define, declaration.Class.Name);
        if (form.HasBody && form.HasLayers)
            yield return new(Rules.LayersAndDefine, new SourceLocation.LayerAttribute(), name);
        if (form.HasBody && form.HasShape)
            yield return new(Rules.ShapeAndDefine, new SourceLocation.Network(), name);
        if (!form.HasBody && !form.HasShape)
            yield return new(Rules.NeitherShapeNorDefine, new SourceLocation.Network(), name);
        foreach (BodyFault fault in form.Faults)
            yield return new(RuleOf(fault.Kind), new SourceLocation.Body(fault.Location), fault.Arguments);
        if (declaration.Model is not { } model || !form.IsComplete)
            yield break;
        if (model.Outputs.Count > 1 && form.HasLoss)
            yield return new(Rules.LossOfSeveralOutputs, new SourceLocation.Network("Loss"), $"{model.Outputs.Count}", model.Outputs[0].Name);
        foreach (Finding finding in Outputs(model, form).Concat(form.HasBody ? Unused(model) : []))
            yield return finding;
    }

    private static IEnumerable<Finding> Outputs(NetworkModel model, DefineForm form)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        for (int i = 0; i < form.Outputs.Count; i++)
        {
            OutputForm output = form.Outputs[i];
            if (model.Outputs.All(declared => declared.Name != output.Name))
                yield return new(Rules.UnknownOutput, new SourceLocation.OutputAttribute(i, "name"), output.Name, string.Join(", ", model.Outputs.Select(declared => $"'{declared.Name}'")));
            else if (!known.Add(output.Name))
                yield return new(Rules.OutputTwice, new SourceLocation.OutputAttribute(i, "name"), output.Name);
            if (!(output.Weight > 0) || double.IsInfinity(output.Weight))
                yield return new(Rules.OutputWeight, new SourceLocation.OutputAttribute(i, "Weight"), NumberText.Of(output.Weight));
        }
    }

    /// <summary>Layers whose results reach no output: their parameters would never be trained.</summary>
    private static IEnumerable<Finding> Unused(NetworkModel model)
    {
        int inputs = model.Inputs.Count;
        bool[] used = new bool[inputs + model.Layers.Count];
        foreach (DeclaredOutput output in model.Outputs)
            used[output.Value] = true;
        for (int i = model.Layers.Count - 1; i >= 0; i--)
            if (used[inputs + i])
                foreach (int value in model.Layers[i].From)
                    used[value] = true;
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        return Enumerable.Range(0, model.Layers.Count).Where(i => !used[inputs + i]).Select(i => new Finding(Rules.UnusedLayer, new SourceLocation.Layer(i), names[i]));
    }

    private static Microsoft.CodeAnalysis.DiagnosticDescriptor RuleOf(BodyFaultKind kind) => kind switch
    {
        BodyFaultKind.NotAllowed => Rules.NotAllowedInDefine,
        BodyFaultKind.NotConstant => Rules.NotConstantInDefine,
        BodyFaultKind.NoResult => Rules.NoResultInDefine,
        BodyFaultKind.TooLong => Rules.DefineTooLong,
        _ => Rules.DefineSignature,
    };
}
