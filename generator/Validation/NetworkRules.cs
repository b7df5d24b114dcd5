using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>All rules over a declaration.</summary>
internal static class NetworkRules
{
    /// <summary>Everything that is wrong or dubious, not the first such thing.</summary>
    public static IEnumerable<Finding> Check(NetworkDeclaration declaration, ProjectWeights weights)
    {
        IEnumerable<Finding> findings = Check(declaration);
        return declaration is not { Model: { } model, Strays.Count: 0 } ? findings
            : [.. findings, .. WeightsRules.Check(model, weights, isSound: !findings.Any(finding => finding.IsError))];
    }

    /// <summary>Whether code can be emitted: the attributes compile and no rule that is an error by default is broken. It can be where weights don't fit: that is an error of its own, which none of every use of the network's members should join.</summary>
    public static bool Accept(NetworkDeclaration declaration) =>
        declaration.Model is not null && !Check(declaration).Any(finding => finding.IsError);

    private static IEnumerable<Finding> Check(NetworkDeclaration declaration)
    {
        IEnumerable<Finding> strays = StrayRules.Check(declaration);
        if (declaration.Strays.Any(stray => stray.Reason == StrayReason.NoNetwork))
            return strays;
        bool isInferenceOnly = declaration.Model?.IsInferenceOnly ?? false;
        IEnumerable<Finding> findings = [.. strays, .. ClassRules.Check(declaration.Class), .. MemberRules.Check(declaration.Class, isInferenceOnly)];
        // A layer that is no layer of the network leaves a hole in its shapes: they are judged once it is mended.
        return declaration is not { Model: { } model, Strays.Count: 0 } ? findings : [.. findings, .. Check(model)];
    }

    private static IEnumerable<Finding> Check(NetworkModel model)
    {
        Shape?[] outputs = ShapeRules.Outputs(model);
        return [.. ChoiceRules.Check(model), .. NameRules.Check(model), .. ShapeRules.Check(model), .. ActivationRules.Check(model, outputs), .. OutputRules.Check(model, outputs), .. LossRules.Check(model, outputs)];
    }
}
