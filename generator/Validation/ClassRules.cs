using System.Collections.Generic;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Validation;

/// <summary>Whether the compiler can add a part to the class, and whether that part can create instances of it.</summary>
internal static class ClassRules
{
    public static IEnumerable<Finding> Check(ClassForm form)
    {
        if (form.Keyword != "class")
            yield return new(Rules.NotClass, new SourceLocation.Keyword(form.Keyword.Split(' ')[0]), form.Name, form.Keyword);
        if (!form.IsPartial)
            yield return new(Rules.NotPartial, new SourceLocation.ClassName(), form.Name);
        if (form.IsGeneric)
            yield return new(Rules.Generic, new SourceLocation.TypeParameters(), form.Name);
        if (form.IsStatic)
            yield return new(Rules.NotInstantiable, new SourceLocation.Keyword("static"), form.Name, "static");
        if (form is { IsAbstract: true, IsStatic: false, Keyword: not "interface" })
            yield return new(Rules.NotInstantiable, new SourceLocation.Keyword("abstract"), form.Name, "abstract");
        if (form is { HasPrimaryConstructor: true, Keyword: "class" })
            yield return new(Rules.PrimaryConstructor, new SourceLocation.PrimaryConstructor(), form.Name);
        if (form.IsFileLocal)
            yield return new(Rules.FileLocal, new SourceLocation.Keyword("file"), form.Name);
        if (form.OldLanguage is { } version)
            yield return new(Rules.OldLanguage, new SourceLocation.Network(), form.Name, version);
        if (form.BaseObstacle is { } obstacle)
            yield return new(Rules.Base, new SourceLocation.ClassName(), form.Name, obstacle);
        for (int i = 0; i < form.Containers.Count; i++)
        {
            (string name, bool isPartial, bool isGeneric, bool isFileLocal) = form.Containers[i];
            if (!isPartial)
                yield return new(Rules.ContainerNotPartial, new SourceLocation.Container(i), name, form.Name);
            if (isGeneric)
                yield return new(Rules.ContainerGeneric, new SourceLocation.Container(i), name, form.Name);
            if (isFileLocal)
                yield return new(Rules.FileLocal, new SourceLocation.Container(i), name);
        }
    }
}
