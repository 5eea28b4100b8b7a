metadata description = 'Private endpoints of the storage account and the vault, with their private DNS zones.'

import { tagsType } from '../types.bicep'

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

@description('The id of the network.')
param networkId string

@description('The id of the endpoints\' subnet.')
param subnetId string

@description('The id of the storage account.')
param storageAccountId string

@description('The id of the vault.')
param vaultId string

var storageSuffix = environment().suffixes.storage
var vaultSuffix = replace(environment().suffixes.keyvaultDns, '.vault.', 'vaultcore.')

var endpoints = [
  { service: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
  { service: 'queue', zone: 'privatelink.queue.${storageSuffix}' }
  { service: 'table', zone: 'privatelink.table.${storageSuffix}' }
  { service: 'vault', zone: 'privatelink.${vaultSuffix}' }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for endpoint in endpoints: {
    name: endpoint.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (endpoint, i) in endpoints: {
    parent: zones[i]
    name: 'robot'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
      // The repository's own storage account may have private endpoints too. Its name is then resolved through this zone, which does not contain it:
      // without the fallback, no file of the repository could be fetched.
      resolutionPolicy: 'NxDomainRedirect'
    }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for endpoint in endpoints: {
    name: 'pe-robot-${endpoint.service}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: endpoint.service
          properties: {
            privateLinkServiceId: endpoint.service == 'vault' ? vaultId : storageAccountId
            groupIds: [endpoint.service]
          }
        }
      ]
    }
  }
]

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (endpoint, i) in endpoints: {
    parent: privateEndpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: endpoint.service
          properties: { privateDnsZoneId: zones[i].id }
        }
      ]
    }
    dependsOn: [links[i]]
  }
]
