using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>All rules over a declaration.</summary>
internal static class NetworkRules
{
    /// <summary>Everything that is wrong or dubious, not the first such thing.</summary>
    /// <param name="weights">The project's files of weights.</param>
    public static IEnumerable<Finding> Check(NetworkDeclaration declaration, EquatableArray<WeightsHeader> weights)
    {
        IEnumerable<Finding> strays = StrayRules.Check(declaration);
        if (declaration.Strays.Any(stray => stray.Reason == StrayReason.NoNetwork))
            return strays;
        bool isInferenceOnly = declaration.Model?.IsInferenceOnly ?? false;
        IEnumerable<Finding> findings = [.. strays, .. ClassRules.Check(declaration.Class), .. MemberRules.Check(declaration.Class, isInferenceOnly)];
        // A layer that is no layer of the network leaves a hole in its shapes: they are judged once it is mended.
        if (declaration is not { Model: { } model, Strays.Count: 0 })
            return findings;
        findings = [.. findings, .. Check(model)];
        return [.. findings, .. WeightsRules.Check(model, weights, isSound: !findings.Any(finding => finding.IsError))];
    }

    /// <summary>Whether code can be emitted: the attributes compile and no rule that is an error by default is broken.</summary>
    public static bool Accept(NetworkDeclaration declaration, EquatableArray<WeightsHeader> weights) =>
        declaration.Model is not null && !Check(declaration, weights).Any(finding => finding.IsError);

    private static IEnumerable<Finding> Check(NetworkModel model) =>
        [.. ChoiceRules.Check(model), .. NameRules.Check(model), .. ShapeRules.Check(model), .. ActivationRules.Check(model), .. DropoutRules.Check(model), .. LossRules.Check(model)];
}
