namespace RobotFunctions.Simulator.References;

/// <summary>The average size of generated references.</summary>
public enum ReferenceSize
{
    /// <summary>About 4 kB.</summary>
    Usual,

    /// <summary>About 18 kB, mostly annotations, as in references from OpenAlex.</summary>
    Annotated,
}
