namespace NetGen;

/// <summary>How fresh weights are drawn. Biases start at zero.</summary>
public enum Initializer
{
    /// <summary>The layer's own choice: He uniform before the ReLU family and Glorot uniform otherwise, unless the layer says something else.</summary>
    Auto,
    /// <summary>Uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010).</summary>
    GlorotUniform,
    /// <summary>Normal with variance 2 / (fan in + fan out).</summary>
    GlorotNormal,
    /// <summary>Uniform in ±√(6 / fan in) (He et al. 2015).</summary>
    HeUniform,
    /// <summary>Normal with variance 2 / fan in.</summary>
    HeNormal,
    /// <summary>Normal with variance 1 / fan in (LeCun et al. 1998).</summary>
    LeCunNormal,
    /// <summary>Uniform in ±√(3 / fan in).</summary>
    LeCunUniform,
    /// <summary>Uniform in ±0.05.</summary>
    Uniform,
    /// <summary>Normal with standard deviation 0.05.</summary>
    Normal,
    /// <summary>Zeros: only for layers whose inputs already differ.</summary>
    Zeros,
    /// <summary>Normal with standard deviation 1, as PyTorch draws embeddings.</summary>
    StandardNormal,
    /// <summary>Normal with standard deviation 0.02, as GPT-2 (Radford et al. 2019) draws all its weights.</summary>
    NarrowNormal,
    /// <summary>Uniform in ±√(1 / fan in), as PyTorch draws linear layers, and recurrent ones, whose fan in is the number of units.</summary>
    FanInUniform,
}
