using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Kernels that are run one after another, and what they are called where they are a list.</summary>
/// <param name="Parameters">What their calls use.</param>
internal sealed record KernelRun(string Name, IReadOnlyList<Kernel> Kernels, params Parameter[] Parameters);

/// <summary>The lists of calls that methods run, to be written after them.</summary>
internal sealed class CallLists
{
    private readonly HashSet<string> _known = [];
    private readonly List<(CallList List, string Name, Parameter[] Parameters, Parameter? Section)> _open = [];

    /// <summary>Has a list written, once.</summary>
    /// <param name="section">The parameter that says which of several sections is run.</param>
    /// <param name="argument">What is passed for it.</param>
    /// <returns>The statement that runs it.</returns>
    public string Call(CallWriter calls, string name, IReadOnlyList<IReadOnlyList<ListedKernel>> sections, Parameter[] parameters, Parameter? section = null, string argument = "")
    {
        if (_known.Add(name))
            _open.Add((new(calls, sections), name, parameters, section));
        return $"{name}<T>({(section is null ? "" : $"{argument}, ")}{Parameter.Pass(parameters)});";
    }

    /// <summary>Writes those that are not written yet.</summary>
    public void Emit(CodeWriter writer)
    {
        foreach ((CallList list, string name, Parameter[] parameters, Parameter? section) in _open)
            list.Emit(writer, name, parameters, section);
        _open.Clear();
    }
}
