using KafkaRider.EntityFrameworkCore;
using Users.Contracts.Registrations;

namespace Users.Registrations.Processes;

/// <summary>Represents a registration under way: what one step leaves for another.</summary>
internal sealed class Registration : ProcessInstance<Register>
{
    public int Discount { get; set; }
}
