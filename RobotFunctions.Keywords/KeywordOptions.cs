using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Keywords;

/// <summary>The enhancer <c>keywords</c>: section <c>Keywords</c>. Read only if a robot uses it.</summary>
public sealed class KeywordOptions
{
    /// <summary>The path of the taxonomy, a YAML or JSON file: absolute, or relative to the working folder or to the app's own.</summary>
    [Required(ErrorMessage = "{0} is missing. Set it to the path of a taxonomy, a YAML or JSON file with scheme and labels.")]
    public string? Taxonomy { get; set; }
}
