using RobotFunctions.Core.Failures;

namespace RobotFunctions.Keywords;

/// <summary>A taxonomy file cannot be used. The message names the file, the line and what to do.</summary>
public sealed class TaxonomyException : MisconfiguredException
{
    /// <summary>A problem with a line of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="problem">A sentence: what is wrong and what to do.</param>
    public TaxonomyException(string file, long line, string problem)
        : base($"{file}, line {line}: {problem}")
    {
    }

    /// <summary>A problem with a file as a whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">A sentence: what is wrong and what to do.</param>
    public TaxonomyException(string file, string problem)
        : base($"{file}: {problem}")
    {
    }
}
