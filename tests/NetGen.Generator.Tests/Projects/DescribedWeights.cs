using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Tests;

/// <summary>The text by which a build describes the project's weight files to the compiler.</summary>
internal sealed class DescribedWeights(params WeightsHeader[] headers) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(WeightsText.Write(headers));

    public override string Path => $"/obj/{WeightsText.FileName}";

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
