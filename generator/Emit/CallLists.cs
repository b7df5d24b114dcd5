using System;
using System.Collections.Generic;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Kernels that run one after another, and the name of their method where they have one of their own.</summary>
/// <param name="IsShared">Whether several entry points run them.</param>
/// <param name="Parameters">The parameters that their calls use.</param>
internal sealed record KernelRun(string Name, IReadOnlyList<Kernel> Kernels, bool IsShared, params Parameter[] Parameters);

/// <summary>The lists of calls and the methods that other methods request, written after those.</summary>
internal sealed class CallLists
{
    private readonly HashSet<string> _known = [];
    private readonly List<Action<CodeWriter>> _open = [];

    /// <summary>Requests a list, which is written once.</summary>
    /// <param name="section">The parameter that selects one of several sections.</param>
    /// <param name="argument">Its argument.</param>
    /// <returns>The statement that runs it.</returns>
    public string Call(CallWriter calls, string name, IReadOnlyList<IReadOnlyList<ListedKernel>> sections, Parameter[] parameters, Parameter? section = null, string argument = "")
    {
        if (_known.Add(name))
        {
            CallList list = new(calls, sections);
            _open.Add(writer => list.Emit(writer, name, parameters, section));
        }
        return $"{name}{Parameter.Types(parameters)}({(section is null ? "" : $"{argument}, ")}{Parameter.Pass(parameters)});";
    }

    /// <summary>Requests a method that runs kernels one after another, which is written once.</summary>
    /// <returns>The statement that calls it.</returns>
    public string Call(KernelRun run, Action emitBody)
    {
        if (_known.Add(run.Name))
            _open.Add(writer =>
            {
                writer.Line(MethodWriter.Optimize);
                using (writer.Block($"static void {run.Name}{Parameter.Types(run.Parameters)}({Parameter.Declare(run.Parameters)}){Parameter.Constraints(run.Parameters)}"))
                    emitBody();
                writer.Line();
            });
        return $"{run.Name}{Parameter.Types(run.Parameters)}({Parameter.Pass(run.Parameters)});";
    }

    /// <summary>Writes the lists and methods that are not written yet.</summary>
    public void Emit(CodeWriter writer)
    {
        foreach (Action<CodeWriter> emit in _open)
            emit(writer);
        _open.Clear();
    }
}
