namespace NetGen.Training;

/// <summary>Work on a range of the parameters.</summary>
internal interface IRangeWork
{
    /// <summary>Works on some numbers of the block; returns whether all is well.</summary>
    bool Work(int start, int length);
}
