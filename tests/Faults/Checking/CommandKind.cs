namespace Users.Faults.Checking;

/// <summary>What a command asks for.</summary>
public enum CommandKind
{
    Create,
    Update,
    Delete,

    /// <summary>Of a user with a promo code, which takes several services.</summary>
    Register,
}
