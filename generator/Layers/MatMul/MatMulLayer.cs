using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>MatMul</c>: the product of two matrices, or of a batch of them.</summary>
internal sealed record MatMulLayer(string? Name) : Layer(Name)
{
    public static MatMulLayer Parse(Arguments arguments) => new(arguments.Name);

    public override string Attribute => "MatMul";

    public override string DefaultName => "matmul";

    public override LayerRule Check(LayerContext at)
    {
        if (at.Inputs.Any(input => input is null))
            return LayerRule.Unknown();
        EquatableArray<Shape> shapes = [.. at.Inputs.OfType<Shape>()];
        MatrixShapes product = MatrixShapes.Of(shapes[0], shapes[1]);
        if (product.Obstacle is { } obstacle)
            return LayerRule.Unknown(new Finding(Rules.MatMulMismatch, at.Layer, $"{shapes[0]}", $"{shapes[1]}", obstacle));
        return AxisRules.Fitting(product.Result, shapes, product.MultiplyAdds);
    }

    public override Shape Output(EquatableArray<Shape> inputs) => MatrixShapes.Of(inputs[0], inputs[1]).Result;

    public override long MultiplyAdds(EquatableArray<Shape> inputs) => MatrixShapes.Of(inputs[0], inputs[1]).MultiplyAdds;

    public override Value Append(LayerBuilder to, EquatableArray<Value> inputs) =>
        to.Add(new MatMul(), [.. inputs.Select((input, i) => to.Owned(to.Shaped(input, i)))]);
}

/// <summary>The extents of a product of matrices: batch × rows × terms by batch × terms × columns. A vector on the left is a row, on the right a column, and the result lacks that axis; a batch of 1 is repeated.</summary>
/// <param name="HasRows">Whether the result has an axis of rows.</param>
/// <param name="HasColumns">Whether it has one of columns.</param>
/// <param name="Obstacle">Why they can't be multiplied; null if they can.</param>
internal sealed record MatrixShapes(int Batch, int Rows, int Terms, int Columns, bool HasRows, bool HasColumns, Shape Result, string? Obstacle)
{
    public long MultiplyAdds => (long)Batch * Rows * Terms * Columns;

    public static MatrixShapes Of(Shape a, Shape b)
    {
        (int batchOfA, int rows, int terms) = (Back(a, 3), a.Rank == 1 ? 1 : Back(a, 2), Back(a, 1));
        (int batchOfB, int termsOfB, int columns) = (Back(b, 3), b.Rank == 1 ? Back(b, 1) : Back(b, 2), b.Rank == 1 ? 1 : Back(b, 1));
        int batch = System.Math.Max(batchOfA, batchOfB);
        string? obstacle = terms != termsOfB ? $"the first has {terms} columns, the second {termsOfB} rows"
            : batchOfA != batchOfB && batchOfA != 1 && batchOfB != 1 ? $"{batchOfA} matrices can't be multiplied by {batchOfB}"
            : null;
        int[] extents = [.. a.Rank == 3 || b.Rank == 3 ? (int[])[batch] : [], .. a.Rank > 1 ? (int[])[rows] : [], .. b.Rank > 1 ? (int[])[columns] : []];
        return new(batch, rows, terms, columns, a.Rank > 1, b.Rank > 1, extents.Length == 0 ? Shape.Vector(1) : new(new(extents)), obstacle);
    }

    private static int Back(Shape shape, int place) => shape.Rank >= place ? shape.Extents[shape.Rank - place] : 1;
}

/// <summary>y = a·b.</summary>
internal sealed record MatMul : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [MatrixShapes.Of(inputs[0], inputs[1]).Result];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.In[0], node, new OperandGradient(node.In[0].Shape, node.In[1].Shape, IsLeft: true), dy, node.In[1]);
        to.Add(node.In[1], node, new OperandGradient(node.In[1].Shape, node.In[0].Shape, IsLeft: false), dy, node.In[0]);
    }

    public override long MultiplyAdds(Node node) => MatrixShapes.Of(node.In[0].Shape, node.In[1].Shape).MultiplyAdds;

    public override CodeShape? Code => new("rows in lanes", "sums over the columns of the first");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        MatrixShapes shapes = MatrixShapes.Of(node.In[0].Shape, node.In[1].Shape);
        (Matrix a, Matrix b, Matrix y) = (Matrix.Left(node.In[0].Shape, to.At(node.In[0])), Matrix.Right(node.In[1].Shape, to.At(node.In[1])), Matrix.Result(shapes, node.Y.Shape, to.At(node.Y)));
        to.Add(Multiply(a, b, y, shapes.Batch, shapes.Rows, shapes.Columns, shapes.Terms, sumsBatch: false, $"{node.Layer}: y = a·b, {node.In[0].Shape} by {node.In[1].Shape}"));
        to.Finish(node.Y);
    }

    /// <summary>The call that computes a product; batch, rows and columns are the result's, and any of them may be in lanes.</summary>
    /// <param name="sumsBatch">Whether the result is one matrix, the sum over the batch.</param>
    private static RuntimeCall Multiply(Matrix a, Matrix b, Matrix y, int batch, int rows, int columns, int terms, bool sumsBatch, string sentence) => new("Matrices.Multiply<T>",
    [
        Argument.In(a.At), a.Strides(a.Batch, a.Row, a.Column), Argument.In(b.At), b.Strides(b.Batch, b.Row, b.Column), Argument.Out(y.At), y.Strides(y.Batch, y.Row, y.Column),
        new Argument.Extents([batch, rows, columns]), terms, sumsBatch ? 1 : 0,
    ], Scope.Sample, sentence);

    /// <summary>∂a = ∂y·bᵀ, or ∂b = aᵀ·∂y; summed over the batch where the operand is repeated along it.</summary>
    private sealed record OperandGradient(Shape Of, Shape Other, bool IsLeft) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            MatrixShapes shapes = IsLeft ? MatrixShapes.Of(Of, Other) : MatrixShapes.Of(Other, Of);
            Matrix dy = Matrix.Result(shapes, shapes.Result, to.At(node.In[0]));
            Location at = to.At(node.In[1]), dx = to.At(node.Y);
            bool sumsBatch = shapes.Batch > 1 && (Of.Rank < 3 || Of.Extents[0] == 1);
            to.Add(IsLeft
                ? Multiply(dy, Matrix.Right(Other, at).Transposed, Matrix.Left(Of, dx), shapes.Batch, shapes.Rows, shapes.Terms, shapes.Columns, sumsBatch, $"{node.Layer}: ∂a = ∂y·bᵀ, {Of}")
                : Multiply(Matrix.Left(Other, at).Transposed, dy, Matrix.Right(Of, dx), shapes.Batch, shapes.Terms, shapes.Columns, shapes.Rows, sumsBatch, $"{node.Layer}: ∂b = aᵀ·∂y, {Of}"));
            to.Finish(node.Y);
        }
    }

    /// <summary>A value as a batch of matrices.</summary>
    /// <param name="Batch">The distance of matrices in memory; 0 where one is repeated.</param>
    /// <param name="Row">The distance of rows.</param>
    /// <param name="Column">The distance of columns.</param>
    private sealed record Matrix(Location At, int Batch, int Row, int Column)
    {
        public Matrix Transposed => this with { Row = Column, Column = Row };

        public static Matrix Left(Shape shape, Location at) => new(at, BatchOf(shape, at), shape.Rank == 1 ? 0 : Stride(shape, at, 2), Stride(shape, at, 1));

        public static Matrix Right(Shape shape, Location at) => new(at, BatchOf(shape, at), shape.Rank == 1 ? Stride(shape, at, 1) : Stride(shape, at, 2), shape.Rank == 1 ? 0 : Stride(shape, at, 1));

        /// <summary>The result lacks the axis of a vector.</summary>
        public static Matrix Result(MatrixShapes shapes, Shape shape, Location at)
        {
            int axis = shape.Rank;
            int column = shapes.HasColumns ? AxisMap.Stride(shape, at.Grid, --axis) : 0;
            int row = shapes.HasRows ? AxisMap.Stride(shape, at.Grid, --axis) : 0;
            return new(at, axis > 0 && shapes.Batch > 1 ? 1 : 0, row, column);
        }

        public Argument Strides(params int[] strides) => new Argument.Strides(At.Grid.Origin, new(strides));

        private static int BatchOf(Shape shape, Location at) => shape.Rank == 3 && shape.Extents[0] > 1 ? Stride(shape, at, 3) : 0;

        private static int Stride(Shape shape, Location at, int place) => AxisMap.Stride(shape, at.Grid, shape.Rank - place);
    }
}
