using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Hub.Configuration;

/// <summary>Web sites whose scripts may call the Hub from a browser (CORS), section <c>HubServer:Cors</c>.</summary>
public sealed class CrossOriginOptions : IValidatableObject
{
    /// <summary>Their origins, such as <c>https://app.example.org</c>. There is no <c>*</c>.</summary>
    /// <value>Default: none.</value>
    public IList<string> Origins { get; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins
        .Where(static origin => !Uri.TryCreate(origin, UriKind.Absolute, out var url) || url.GetLeftPart(UriPartial.Authority) != origin)
        .Select(static origin => new ValidationResult($"Cors:Origins has '{origin}', which is not an origin. Write scheme, host and port only, such as https://app.example.org."));
}
