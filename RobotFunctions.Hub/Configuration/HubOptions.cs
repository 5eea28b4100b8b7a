using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Hub.Configuration;

/// <summary>The settings of the Hub, section <c>HubServer</c>. (The section <c>Hub</c> is a robot's: which Hub it reports to.)</summary>
public sealed class HubOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "HubServer";

    /// <summary>The store: the path of a SQLite file, or a connection string or URL of PostgreSQL.</summary>
    /// <value>Default: <c>.robot/hub.db</c>.</value>
    [Required]
    public string Database { get; set; } = ".robot/hub.db";

    /// <summary>
    /// Whether a start on PostgreSQL applies missing migrations. By default it refuses to start and names them, because replicas of the old version
    /// may still run. SQLite files have one process, and are always migrated.
    /// </summary>
    public bool MigrateAtStart { get; set; }

    /// <summary>The URL under which people and other systems reach the Hub; links and redirects lead there. Null: the address of each request.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Reads and validates the section.</summary>
    /// <exception cref="OptionsValidationException">It has a setting that does not exist, or a value that is not allowed.</exception>
    internal static HubOptions Read(IConfiguration configuration)
    {
        var options = new HubOptions();
        StrictSection.Read(configuration.GetSection(Section), options, static (section, target) => section.Bind(target));
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
            ? options
            : throw new OptionsValidationException(Section, typeof(HubOptions), problems.Select(static problem => $"{Section}: {problem.ErrorMessage}"));
    }
}
