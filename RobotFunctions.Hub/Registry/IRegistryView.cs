namespace RobotFunctions.Hub.Registry;

/// <summary>What the Hub itself says of every object of the registry.</summary>
public interface IRegistryView
{
    /// <summary>Its id.</summary>
    Guid Id { get; }

    /// <summary>When it was created.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>When it was last changed.</summary>
    DateTimeOffset UpdatedAt { get; }
}
