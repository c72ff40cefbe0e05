namespace Users.Api.Reports;

internal sealed record RegistrationsInPeriod(string Period, int Count);
