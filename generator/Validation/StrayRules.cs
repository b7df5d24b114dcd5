using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Validation;

/// <summary>Layer attributes that are not layers of the network.</summary>
internal static class StrayRules
{
    public static IEnumerable<Finding> Check(NetworkDeclaration declaration)
    {
        for (int i = 0; i < declaration.Strays.Count; i++)
        {
            StrayLayer stray = declaration.Strays[i];
            yield return new(
                stray.Reason switch
                {
                    StrayReason.NoNetwork => Rules.LayerWithoutNetwork,
                    StrayReason.OtherPart => Rules.LayerOnOtherPart,
                    StrayReason.UnknownKind => Rules.UnknownLayer,
                    _ => throw new ArgumentOutOfRangeException(nameof(declaration), stray.Reason, null),
                },
                new SourceLocation.Stray(i), stray.Kind, declaration.Class.Name);
        }
    }
}
