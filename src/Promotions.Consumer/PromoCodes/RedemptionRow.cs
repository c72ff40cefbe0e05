namespace Promotions.Consumer.PromoCodes;

/// <summary>Represents a redemption, or what is left of one that was released, or that was released before it came.</summary>
internal sealed class RedemptionRow
{
    public required string Code { get; init; }

    public Guid Id { get; init; }

    /// <summary>Gets or sets whether it does not count, and never will.</summary>
    public bool IsReleased { get; set; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Gets or sets when it was released: as long as commands are remembered after that, so is this.</summary>
    public DateTime? ReleasedAt { get; set; }
}
