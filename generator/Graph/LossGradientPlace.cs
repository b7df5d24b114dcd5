using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>Where the loss stores the derivative with respect to one of its arguments.</summary>
/// <param name="Of">The argument, or the vector of which it is a range.</param>
/// <param name="Gradient">The derivative with respect to that.</param>
/// <param name="Start">Where the argument's begins in it.</param>
internal sealed record LossGradientPlace(Value Of, Value Gradient, int Start)
{
    /// <summary>The places of all arguments: where ranges of one vector are read by losses alone, the derivative with respect to the vector, which then need not be composed of theirs.</summary>
    /// <param name="arguments">The arguments, each with its derivative; only those of outputs that have a loss may be ranges of a vector's.</param>
    /// <param name="forward">The nodes of the forward pass.</param>
    /// <param name="outputs">The outputs, one for each argument.</param>
    /// <param name="fromOutputs">Where the caller provides the outputs' derivatives: takes the nodes that compose the vector's.</param>
    /// <param name="nested">Creates an empty collection of derivatives.</param>
    public static LossGradientPlace[] Choose(IReadOnlyList<(Value Argument, Value Gradient, bool HasLoss)> arguments, EquatableArray<Node> forward, EquatableArray<Value> outputs, Gradients fromOutputs, System.Func<Gradients> nested)
    {
        LossGradientPlace[] places = [.. arguments.Select(argument => new LossGradientPlace(argument.Argument, argument.Gradient, 0))];
        foreach (Node parts in forward.Where(node => node.Op.GivesRanges && node.Out.All(IsReadByLossAlone)))
        {
            Gradients whole = nested();
            foreach (LossGradientPlace place in places.Where(place => parts.Out.Contains(place.Of)))
                whole.Seed(place.Of, place.Gradient);
            parts.Op.Pullback(parts, whole);
            if (whole.Of(parts.X) is not { } gradient)
                continue;
            fromOutputs.Take(whole);
            places = [.. places.Select(place => parts.Out.Contains(place.Of) ? new(parts.X, gradient, parts.Out.TakeWhile(part => part != place.Of).Sum(part => part.Length)) : place)];
        }
        return places;

        // A fused loss skips the node that computes the output from its argument.
        bool IsReadByLossAlone(Value value)
        {
            int[] losses = [.. Enumerable.Range(0, arguments.Count).Where(i => arguments[i].Argument == value)];
            return losses is [var only] && arguments[only].HasLoss
                && Readers(value).All(reader => outputs[only] != value && reader.Out.Contains(outputs[only]) && !Readers(outputs[only]).Any());
        }

        IEnumerable<Node> Readers(Value value) => forward.Where(node => node.In.Contains(value));
    }
}
