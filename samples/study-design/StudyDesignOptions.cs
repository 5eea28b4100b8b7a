using System.ComponentModel.DataAnnotations;

namespace StudyDesignRobot;

/// <summary>The section <c>StudyDesign</c>.</summary>
public sealed class StudyDesignOptions
{
    /// <summary>How many characters of an abstract are read.</summary>
    [Range(100, 100_000, ErrorMessage = "StudyDesign:AbstractCharacters must be between 100 and 100000.")]
    public int AbstractCharacters { get; set; } = 10_000;
}
