using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>All rules over a declaration.</summary>
internal static class NetworkRules
{
    /// <summary>All errors and warnings, not only the first.</summary>
    public static IEnumerable<Finding> Check(NetworkDeclaration declaration, ProjectWeights weights)
    {
        IEnumerable<Finding> findings = Check(declaration);
        return declaration is not { Model: { } model, Strays.Count: 0 } ? findings
            : [.. findings, .. Check(model, weights, isSound: !findings.Any(finding => finding.IsError))];
    }

    /// <summary>Rules that need the network's tensors.</summary>
    /// <param name="isSound">Whether the model's shapes can be relied on.</param>
    private static IEnumerable<Finding> Check(NetworkModel model, ProjectWeights weights, bool isSound) =>
        [.. WeightsRules.Check(model, weights, isSound), .. isSound ? PrecisionRules.Check(model) : []];

    /// <summary>Whether code can be emitted: the attributes compile and no rule that is an error by default is violated. Weights that don't fit don't prevent it: their error should not be joined by one for every use of the network's members.</summary>
    public static bool Accept(NetworkDeclaration declaration) =>
        declaration is { Model: not null, Define.IsComplete: true } && !Check(declaration).Any(finding => finding.IsError);

    private static IEnumerable<Finding> Check(NetworkDeclaration declaration)
    {
        IEnumerable<Finding> strays = StrayRules.Check(declaration);
        if (declaration.Strays.Any(stray => stray.Reason == StrayReason.NoNetwork))
            return strays;
        IEnumerable<Finding> findings = [.. strays, .. ClassRules.Check(declaration.Class), .. MemberRules.Check(declaration.Class, declaration.Model), .. DefineRules.Check(declaration)];
        // A layer attribute that is not a layer of the network leaves a gap in its shapes: they are checked once it is fixed.
        if (declaration is not { Model: { } model, Strays.Count: 0 } || (declaration.Define.HasBody && declaration.Define.HasLayers) || (!declaration.Define.HasBody && !declaration.Define.HasShape))
            return findings;
        // Of a body with faults each layer that could be read is checked by itself.
        return [.. findings, .. declaration.Define.IsComplete ? Check(model, declaration.Define.HasBody ? Notation.Calls : Notation.Attributes) : [.. ChoiceRules.Check(model), .. ShapeRules.Check(model, Notation.Calls).Where(finding => finding.Rule != Rules.NoLayers)]];
    }

    private static IEnumerable<Finding> Check(NetworkModel model, Notation notation)
    {
        Shape?[] outputs = ShapeRules.Outputs(model);
        return
        [
            .. ChoiceRules.Check(model), .. NameRules.Check(model, outputs, notation), .. ValueNameRules.Check(model), .. StreamRules.Check(model, notation), .. ShapeRules.Check(model, notation),
            .. ActivationRules.Check(model, outputs, notation), .. OutputRules.Check(model, outputs, notation), .. LossRules.Check(model, outputs, notation),
        ];
    }
}
