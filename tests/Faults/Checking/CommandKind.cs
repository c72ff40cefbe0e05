namespace Users.Faults.Checking;

/// <summary>What a command asks for.</summary>
public enum CommandKind
{
    Create,
    Update,
    Delete,
}
