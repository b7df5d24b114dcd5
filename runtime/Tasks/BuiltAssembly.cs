using System.Reflection;

namespace NetGen.Tasks;

/// <summary>The assembly of a project, loaded to be run and unloaded again, with what is copied next to it. Only MSBuild on .NET can: the task's own framework doesn't know its AssemblyLoadContext, so it is called by reflection.</summary>
internal sealed class BuiltAssembly : IDisposable
{
    private const string ContextName = "System.Runtime.Loader.AssemblyLoadContext";

    private readonly object _context;
    private readonly Dictionary<string, string> _references;
    private readonly Assembly _assembly;

    private BuiltAssembly(Type context, string path, IEnumerable<string> references)
    {
        _references = references.Where(reference => Path.GetExtension(reference) == ".dll").GroupBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        _context = Activator.CreateInstance(context, Path.GetFileName(path), true)!;
        EventInfo resolving = context.GetEvent("Resolving")!;
        resolving.AddEventHandler(_context, Delegate.CreateDelegate(resolving.EventHandlerType!, this, typeof(BuiltAssembly).GetMethod(nameof(Resolve), BindingFlags.Instance | BindingFlags.NonPublic)!));
        _assembly = Load(path);
    }

    /// <summary>Loads an assembly; null where that is impossible.</summary>
    public static BuiltAssembly? Load(string path, IEnumerable<string> references) =>
        Type.GetType($"{ContextName}, System.Runtime.Loader") is { } context && context.GetMethod("Unload") is not null ? new(context, path, references) : null;

    /// <summary>A class of the project.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public Type Find(string name) => _assembly.GetType(name) ?? throw new ArgumentException($"{_assembly.GetName().Name} has no class {name}; write its namespace too");

    /// <summary>A class of the runtime.</summary>
    public Type FindInRuntime(string name) => Resolve(_context, new AssemblyName("NetGen"))?.GetType(name) ?? throw new ArgumentException($"the project's NetGen.dll has no {name}");

    public void Dispose() => _context.GetType().GetMethod("Unload")!.Invoke(_context, null);

    private Assembly? Resolve(object context, AssemblyName name) =>
        ((IEnumerable<Assembly>)_context.GetType().GetProperty("Assemblies")!.GetValue(_context)!).FirstOrDefault(loaded => loaded.GetName().Name == name.Name)
        ?? (_references.TryGetValue(name.Name!, out string? path) ? Load(path) : null);

    /// <remarks>From memory, so that no file stays in use.</remarks>
    private Assembly Load(string path) =>
        (Assembly)_context.GetType().GetMethod("LoadFromStream", [typeof(Stream)])!.Invoke(_context, [new MemoryStream(File.ReadAllBytes(path))])!;
}
