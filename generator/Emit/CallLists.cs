using System;
using System.Collections.Generic;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Kernels that are run one after another, and what they are called where they have a method of their own.</summary>
/// <param name="IsShared">Whether several entry points run them.</param>
/// <param name="Parameters">What their calls use.</param>
internal sealed record KernelRun(string Name, IReadOnlyList<Kernel> Kernels, bool IsShared, params Parameter[] Parameters);

/// <summary>The calls that methods run apart from their own, to be written after them.</summary>
internal sealed class CallLists
{
    private readonly HashSet<string> _known = [];
    private readonly List<Action<CodeWriter>> _open = [];

    /// <summary>Has a list written, once.</summary>
    /// <param name="section">The parameter that says which of several sections is run.</param>
    /// <param name="argument">What is passed for it.</param>
    /// <returns>The statement that runs it.</returns>
    public string Call(CallWriter calls, string name, IReadOnlyList<IReadOnlyList<ListedKernel>> sections, Parameter[] parameters, Parameter? section = null, string argument = "")
    {
        if (_known.Add(name))
        {
            CallList list = new(calls, sections);
            _open.Add(writer => list.Emit(writer, name, parameters, section));
        }
        return $"{name}<T>({(section is null ? "" : $"{argument}, ")}{Parameter.Pass(parameters)});";
    }

    /// <summary>Has a method written with calls one after another, once.</summary>
    /// <returns>The statement that calls it.</returns>
    public string Call(KernelRun run, Action emitBody)
    {
        if (_known.Add(run.Name))
            _open.Add(writer =>
            {
                writer.Line(MethodWriter.Optimize);
                using (writer.Block($"static void {run.Name}<T>({Parameter.Declare(run.Parameters)}) {MethodWriter.Generic}"))
                    emitBody();
                writer.Line();
            });
        return $"{run.Name}<T>({Parameter.Pass(run.Parameters)});";
    }

    /// <summary>Writes those that are not written yet.</summary>
    public void Emit(CodeWriter writer)
    {
        foreach (Action<CodeWriter> emit in _open)
            emit(writer);
        _open.Clear();
    }
}
