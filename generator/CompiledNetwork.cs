using System;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator;

/// <summary>What compiling one network came to: its source, or the exception that must not keep other networks from theirs.</summary>
internal abstract record CompiledNetwork(TypeName Type)
{
    private sealed record Succeeded(TypeName Type, string Source) : CompiledNetwork(Type);

    private sealed record Failed(TypeName Type, string Exception, string Message) : CompiledNetwork(Type);

    public static CompiledNetwork Of(NetworkModel model, Func<NetworkModel, string> compile, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            return new Succeeded(model.Type, compile(model));
        }
        catch (Exception fault)
        {
            return new Failed(model.Type, fault.GetType().Name, fault.Message);
        }
    }

    /// <summary>Adds the source, or reports the fault.</summary>
    /// <param name="ambiguous">The file names that need more to be unique.</param>
    public void AddTo(SourceProductionContext output, EquatableArray<string> ambiguous)
    {
        if (this is Succeeded { Source: var source })
            output.AddSource(HintName.Of(Type, ambiguous), SourceText.From(source, Encoding.UTF8));
        else if (this is Failed { Exception: var exception, Message: var message })
            output.ReportDiagnostic(Diagnostic.Create(Rules.CompilerFailed, Location.None, Type.PlainName, exception, message));
    }
}
