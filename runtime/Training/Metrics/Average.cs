namespace NetGen.Training;

/// <summary>How the values of several classes or labels become one, as by <c>average</c> in scikit-learn.</summary>
public enum Average
{
    /// <summary>The mean over the classes, each counting the same; a class that is neither a target nor predicted is left out. Of several labels the mean over all.</summary>
    Macro,

    /// <summary>From the counts of all classes together: for classes this is the accuracy.</summary>
    Micro,

    /// <summary>The mean over the classes, each weighted by its number of samples.</summary>
    Weighted,

    /// <summary>The value of class 1 of a problem of two classes.</summary>
    Binary,
}
