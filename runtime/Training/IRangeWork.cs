namespace NetGen.Training;

/// <summary>Work on a range of the parameters.</summary>
internal interface IRangeWork
{
    /// <summary>Processes a range of the block's elements; returns whether all results that it checks are finite.</summary>
    bool Work(int start, int length);
}
