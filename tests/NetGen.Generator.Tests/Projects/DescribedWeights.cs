using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Tests;

/// <summary>The text by which a build tells the compiler of the project's files of weights.</summary>
internal sealed class DescribedWeights(params WeightsHeader[] headers) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(WeightsText.Write(headers));

    public override string Path => $"/obj/{WeightsText.FileName}";

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
