using System.Collections.Generic;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Validation;

/// <summary>Whether the compiler can add a part to the class, and whether that part can make instances of it.</summary>
internal static class ClassRules
{
    public static IEnumerable<Finding> Check(ClassForm form)
    {
        if (form.Keyword != "class")
            yield return new(Rules.NotClass, new SourcePlace.Keyword(form.Keyword.Split(' ')[0]), form.Name, form.Keyword);
        if (!form.IsPartial)
            yield return new(Rules.NotPartial, new SourcePlace.ClassName(), form.Name);
        if (form.IsGeneric)
            yield return new(Rules.Generic, new SourcePlace.TypeParameters(), form.Name);
        if (form.IsStatic)
            yield return new(Rules.NotInstantiable, new SourcePlace.Keyword("static"), form.Name, "static");
        if (form is { IsAbstract: true, IsStatic: false, Keyword: not "interface" })
            yield return new(Rules.NotInstantiable, new SourcePlace.Keyword("abstract"), form.Name, "abstract");
        if (form is { HasPrimaryConstructor: true, Keyword: "class" })
            yield return new(Rules.PrimaryConstructor, new SourcePlace.PrimaryConstructor(), form.Name);
        if (form.IsFileLocal)
            yield return new(Rules.FileLocal, new SourcePlace.Keyword("file"), form.Name);
        if (form.OldLanguage is { } version)
            yield return new(Rules.OldLanguage, new SourcePlace.Network(), form.Name, version);
        if (form.BaseObstacle is { } obstacle)
            yield return new(Rules.Base, new SourcePlace.ClassName(), form.Name, obstacle);
        for (int i = 0; i < form.Containers.Count; i++)
        {
            (string name, bool isPartial, bool isGeneric, bool isFileLocal) = form.Containers[i];
            if (!isPartial)
                yield return new(Rules.ContainerNotPartial, new SourcePlace.Container(i), name, form.Name);
            if (isGeneric)
                yield return new(Rules.ContainerGeneric, new SourcePlace.Container(i), name, form.Name);
            if (isFileLocal)
                yield return new(Rules.FileLocal, new SourcePlace.Container(i), name);
        }
    }
}
