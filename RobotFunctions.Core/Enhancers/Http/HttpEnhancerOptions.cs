using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Enhancers.Http;

/// <summary>The enhancer <c>http</c>: section <c>Http</c>. Read only if a robot uses it.</summary>
public sealed class HttpEnhancerOptions
{
    /// <summary>The model's endpoint: an http or https URL, to which each reference is posted.</summary>
    [Required(ErrorMessage = "{0} is missing. Set it to the URL of the model's endpoint, to which each reference is posted.")]
    public string? Url { get; set; }

    /// <summary>Headers of each call, for example <c>Http:Headers:Authorization</c>. They may be secrets, so they are never logged.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The longest response, in bytes.</summary>
    /// <value>Default: 4 MiB.</value>
    [Range(1024, 256 * 1024 * 1024)]
    public int AnswerBytes { get; set; } = 4 * 1024 * 1024;
}
