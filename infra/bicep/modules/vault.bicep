metadata description = 'The vault of the robots\' secrets. An operator stores them; the app reads them by reference.'

import { networkAccessType, tagsType } from '../types.bicep'

@description('The name of the vault.')
param name string

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

@description('The network access rules.')
param networkAccess networkAccessType

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: networkAccess.isolated && empty(networkAccess.allowedIpRanges) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: networkAccess.isolated ? 'Deny' : 'Allow'
      ipRules: [for range in networkAccess.allowedIpRanges: { value: range }]
    }
  }
}

@description('The id of the vault.')
output id string = vault.id

@description('The base URL of its secrets.')
output uri string = vault.properties.vaultUri
